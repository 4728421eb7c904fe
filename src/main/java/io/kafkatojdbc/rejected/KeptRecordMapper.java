package io.kafkatojdbc.rejected;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;

import io.kafkatojdbc.record.RejectionCode;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.RowMapper;

/** Turns rows of the ledger into rejected records of a topic. */
final class KeptRecordMapper implements RowMapper<KeptRecord> {

	private final String topic;

	KeptRecordMapper(String topic) {
		this.topic = topic;
	}

	@Override
	public KeptRecord mapRow(ResultSet rs, int index) throws SQLException {
		return new KeptRecord(entry(rs), kafkaRecord(rs), order(rs), rs.getBoolean("came_again"));
	}

	/**
	 * Records that an older version has rejected have no order in the ledger. They get
	 * that of the rows that were there before the target had an order.
	 */
	private static long order(ResultSet rs) throws SQLException {
		Instant order = time(rs, "kafka_order");
		return (order != null) ? order.toEpochMilli() : Instant.EPOCH.toEpochMilli();
	}

	private ConsumerRecord<byte[], byte[]> kafkaRecord(ResultSet rs) throws SQLException {
		Instant timestamp = time(rs, "kafka_timestamp");
		return new ConsumerRecord<>(this.topic, rs.getInt("kafka_partition"), rs.getLong("kafka_offset"),
				(timestamp != null) ? timestamp.toEpochMilli() : ConsumerRecord.NO_TIMESTAMP, TimestampType.CREATE_TIME,
				ConsumerRecord.NULL_SIZE, ConsumerRecord.NULL_SIZE, rs.getBytes("key"), rs.getBytes("value"),
				headers(rs), Optional.empty());
	}

	private static RecordHeaders headers(ResultSet rs) throws SQLException {
		RecordHeaders headers = new RecordHeaders();
		if (rs.getString("state").equals(RejectionState.DISCARDED.name())) {
			return headers;
		}
		String[] names = (String[]) rs.getArray("header_names").getArray();
		byte[][] values = (byte[][]) rs.getArray("header_values").getArray();
		for (int i = 0; i < names.length; i++) {
			headers.add(names[i], (i < values.length) ? values[i] : null);
		}
		return headers;
	}

	/** Returns the ledger's entry of a row, which need not have the record's content. */
	static RejectedEntry entry(ResultSet rs) throws SQLException {
		RejectedEntry entry = stored(rs);
		// Older versions of the service left the reason of a discarded record as it was.
		return (entry.state() == RejectionState.DISCARDED) ? entry.withoutContent() : entry;
	}

	private static RejectedEntry stored(ResultSet rs) throws SQLException {
		return new RejectedEntry(rs.getInt("kafka_partition"), rs.getLong("kafka_offset"), time(rs, "kafka_timestamp"),
				rs.getLong("batch"), RejectionCode.valueOf(rs.getString("code")), rs.getString("reason"),
				RejectionState.valueOf(rs.getString("state")), rs.getObject("retried_in", Long.class),
				rs.getTimestamp("rejected_at").toInstant(), time(rs, "changed_at"));
	}

	private static @Nullable Instant time(ResultSet rs, String column) throws SQLException {
		Timestamp time = rs.getTimestamp(column);
		return (time != null) ? time.toInstant() : null;
	}

}

package io.kafkatojdbc.ledger;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.List;
import java.util.stream.StreamSupport;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Keeps the records that could not become rows.
 */
@Component
public class RejectedRecords {

	/** A record may come again once an operator has set the ledger back. */
	private static final String INSERT = """
			INSERT INTO ingest.rejected_record (pipeline, batch, kafka_partition, kafka_offset, kafka_timestamp,
				reason, key, value, header_names, header_values)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
			ON CONFLICT (pipeline, kafka_partition, kafka_offset) DO UPDATE SET
				batch = excluded.batch, reason = excluded.reason, rejected_at = excluded.rejected_at
			""";

	private final JdbcTemplate jdbc;

	private final String pipeline;

	RejectedRecords(JdbcTemplate jdbc, PipelineProperties pipeline) {
		this.jdbc = jdbc;
		this.pipeline = pipeline.pipeline();
	}

	/**
	 * Keeps rejected records, as part of the current transaction.
	 * @param batch the batch that their neighbours are staged in
	 * @param rejected the records
	 */
	public void add(OpenBatch batch, List<RejectedRecord> rejected) {
		this.jdbc.batchUpdate(INSERT, rejected, 500, (statement, each) -> set(statement, batch, each));
	}

	private void set(PreparedStatement statement, OpenBatch batch, RejectedRecord rejected) throws SQLException {
		ConsumerRecord<byte[], byte[]> kafkaRecord = rejected.kafkaRecord();
		statement.setString(1, this.pipeline);
		statement.setLong(2, batch.number());
		statement.setInt(3, kafkaRecord.partition());
		statement.setLong(4, kafkaRecord.offset());
		statement.setTimestamp(5, (kafkaRecord.timestamp() >= 0) ? new Timestamp(kafkaRecord.timestamp()) : null);
		statement.setString(6, withoutNul(rejected.reason()));
		statement.setBytes(7, kafkaRecord.key());
		statement.setBytes(8, kafkaRecord.value());
		List<Header> headers = StreamSupport.stream(kafkaRecord.headers().spliterator(), false).toList();
		String[] names = headers.stream().map(Header::key).map(RejectedRecords::withoutNul).toArray(String[]::new);
		byte[][] values = headers.stream().map(Header::value).toArray(byte[][]::new);
		statement.setArray(9, statement.getConnection().createArrayOf("text", names));
		statement.setArray(10, statement.getConnection().createArrayOf("bytea", values));
	}

	private static String withoutNul(String text) {
		// PostgreSQL has no text with U+0000 in it.
		return text.replace('\0', '\uFFFD');
	}

}

package io.kafkatojdbc.staging;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

import io.kafkatojdbc.database.KafkaTimestamp;
import io.kafkatojdbc.ledger.OpenBatch;
import io.kafkatojdbc.pipeline.Pipeline;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Stores rejected records, which are the records that could not become rows. */
@Component
class RejectedRecords {

	/**
	 * A record may be rejected again after an operator has set the ledger back. The
	 * record then replaces the row of the same partition and offset. The state stays
	 * RETRIED if a retry has staged the same record, with the same key, value and
	 * timestamp. Otherwise the state is WAITING.
	 */
	private static final String INSERT = """
			WITH header AS (
				SELECT place, array_agg(name ORDER BY number) AS names, array_agg(value ORDER BY number) AS values
				FROM unnest(?::int[], ?::text[], ?::bytea[]) WITH ORDINALITY AS h (place, name, value, number)
				GROUP BY place
			)
			INSERT INTO ingest.rejected_record AS r (pipeline, batch, kafka_partition, kafka_offset, kafka_timestamp,
				kafka_order, code, reason, key, value, header_names, header_values)
			SELECT ?, ?, n.kafka_partition, n.kafka_offset,
				%s, to_timestamp(n.order_millis / 1000.0), n.code, n.reason, n.key, n.value, coalesce(h.names, '{}'),
				coalesce(h.values, '{}')
			FROM unnest(?::int[], ?::bigint[], ?::bigint[], ?::bigint[], ?::text[], ?::text[], ?::bytea[], ?::bytea[])
				WITH ORDINALITY AS n (kafka_partition, kafka_offset, millis, order_millis, code, reason, key, value, place)
			LEFT JOIN header h USING (place)
			ON CONFLICT (pipeline, kafka_partition, kafka_offset) DO UPDATE SET
				batch = excluded.batch, code = excluded.code, reason = excluded.reason, key = excluded.key,
				value = excluded.value, header_names = excluded.header_names, header_values = excluded.header_values,
				kafka_timestamp = excluded.kafka_timestamp, kafka_order = excluded.kafka_order, rejected_at = excluded.rejected_at,
				changed_at = clock_timestamp(),
				state = CASE WHEN r.state = 'RETRIED' AND r.key IS NOT DISTINCT FROM excluded.key
					AND r.value IS NOT DISTINCT FROM excluded.value
					AND r.kafka_timestamp IS NOT DISTINCT FROM excluded.kafka_timestamp
					THEN 'RETRIED' ELSE 'WAITING' END
			"""
		.formatted(KafkaTimestamp.FROM_MILLIS);

	/** The largest size of one statement, in bytes, unless a single record is longer. */
	private static final int STATEMENT_BYTES = 1 << 24;

	private final JdbcTemplate jdbc;

	private final String pipeline;

	RejectedRecords(JdbcTemplate jdbc, Pipeline pipeline) {
		this.jdbc = jdbc;
		this.pipeline = pipeline.name();
	}

	/**
	 * Stores rejected records, as part of the current transaction.
	 * @param batch the batch that takes the other records of the same poll
	 * @param rejected the records
	 */
	void add(OpenBatch batch, List<RejectedRecord> rejected) {
		int from = 0;
		long bytes = 0;
		for (int i = 0; i < rejected.size(); i++) {
			long more = rejected.get(i).bytes();
			if (i > from && bytes + more > STATEMENT_BYTES) {
				insert(batch, rejected.subList(from, i));
				from = i;
				bytes = 0;
			}
			bytes += more;
		}
		if (!rejected.isEmpty()) {
			insert(batch, rejected.subList(from, rejected.size()));
		}
	}

	private void insert(OpenBatch batch, List<RejectedRecord> rejected) {
		List<ConsumerRecord<byte[], byte[]>> records = rejected.stream().map(RejectedRecord::kafkaRecord).toList();
		this.jdbc.update(INSERT, (statement) -> {
			ArrayParameters arrays = new ArrayParameters(statement);
			setHeaders(arrays, records);
			statement.setString(4, this.pipeline);
			statement.setLong(5, batch.number());
			arrays.setInts(6, records, ConsumerRecord::partition);
			arrays.setLongs(7, records, ConsumerRecord::offset);
			arrays.setLongs(8, records, ConsumerRecord::timestamp);
			arrays.setLongs(9, rejected, RejectedRecord::order);
			arrays.setTexts(10, rejected, (each) -> each.code().name());
			arrays.setTexts(11, rejected, RejectedRecord::reason);
			arrays.setBytes(12, records, ConsumerRecord::key);
			arrays.setBytes(13, records, ConsumerRecord::value);
		});
	}

	private static void setHeaders(ArrayParameters arrays, List<ConsumerRecord<byte[], byte[]>> records)
			throws SQLException {
		List<Integer> places = new ArrayList<>();
		List<Header> headers = new ArrayList<>();
		for (int i = 0; i < records.size(); i++) {
			for (Header header : records.get(i).headers()) {
				places.add(i + 1);
				headers.add(header);
			}
		}
		arrays.setInts(1, places, Integer::intValue);
		arrays.setTexts(2, headers, Header::key);
		arrays.setBytes(3, headers, Header::value);
	}

}

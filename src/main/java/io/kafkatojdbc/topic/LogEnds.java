package io.kafkatojdbc.topic;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;

import io.kafkatojdbc.database.Control;
import io.kafkatojdbc.pipeline.Pipeline;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Keeps the ends of the topic's partitions in the ledger. A user of the database who asks
 * how current the target is cannot ask the broker.
 */
@Component
class LogEnds {

	/**
	 * A late write must undo neither a newer end that another instance has seen, nor the
	 * change to another topic. An end that was seen in the future was seen before the
	 * database's clock was set back.
	 */
	private static final String WRITE = """
			INSERT INTO ingest.log_end AS e (pipeline, kafka_partition, end_offset, seen_at)
			SELECT p.name, l.kafka_partition, l.end_offset, ?
			FROM (SELECT name FROM ingest.pipeline WHERE name = ? AND topic_id = ? FOR SHARE) p
			CROSS JOIN unnest(?::int[], ?::bigint[]) AS l (kafka_partition, end_offset)
			ON CONFLICT (pipeline, kafka_partition) DO UPDATE SET
				end_offset = excluded.end_offset, seen_at = excluded.seen_at
			WHERE e.seen_at < excluded.seen_at OR e.seen_at > clock_timestamp() + interval '1 second'
			""";

	private final JdbcClient jdbc;

	private final String pipeline;

	LogEnds(@Control JdbcClient jdbc, Pipeline pipeline) {
		this.jdbc = jdbc;
		this.pipeline = pipeline.name();
	}

	/**
	 * Writes where the topic ends. Does nothing if the pipeline reads another topic.
	 * @param topicId the topic's id
	 * @param seenAt a time, by the database's clock, before the broker was asked
	 * @param ends the offset that the next committed record gets, by partition
	 */
	void write(String topicId, Instant seenAt, Map<Integer, Long> ends) {
		int[] partitions = ends.keySet().stream().mapToInt(Integer::intValue).sorted().toArray();
		this.jdbc.sql(WRITE)
			.param(Timestamp.from(seenAt))
			.param(this.pipeline)
			.param(topicId)
			.param(partitions)
			.param(Arrays.stream(partitions).mapToLong(ends::get).toArray())
			.update();
	}

}

package io.kafkatojdbc.format;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * The last delete of each partition. Debezium writes a tombstone behind each delete, with
 * the same key. A tombstone whose delete was compacted away is the only record that says
 * that the row was deleted.
 */
final class LastDeletes {

	private final Map<Integer, Delete> byPartition = new ConcurrentHashMap<>();

	/** Notes a record that deletes a row. */
	void add(ConsumerRecord<byte[], ?> kafkaRecord) {
		this.byPartition.put(kafkaRecord.partition(), new Delete(kafkaRecord.offset(), kafkaRecord.key()));
	}

	/** Returns whether a tombstone repeats the last delete of its partition. */
	boolean isRepeatedBy(ConsumerRecord<byte[], ?> tombstone) {
		Delete last = this.byPartition.get(tombstone.partition());
		return last != null && last.offset < tombstone.offset() && Arrays.equals(last.key, tombstone.key());
	}

	private static final class Delete {

		private final long offset;

		private final byte @Nullable [] key;

		Delete(long offset, byte @Nullable [] key) {
			this.offset = offset;
			this.key = key;
		}

	}

}

package io.kafkatojdbc.format;

import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Knows whether the last event of a partition was a delete. Debezium writes a tombstone
 * behind each delete, with the same key. A tombstone whose delete was compacted away is
 * the only record that says that the row was deleted.
 * <p>
 * Records can be read again, or later by a retry. Then a tombstone may count as another
 * delete, which changes nothing, but it is never taken for the repetition of an old one.
 */
final class LastDeletes {

	private final Map<Integer, Event> lastEvents = new ConcurrentHashMap<>();

	/** Notes an event, before it is known what the event does. */
	void begin(ConsumerRecord<byte[], ?> event) {
		note(event.partition(), new Event(event.offset(), false, null));
	}

	/** Notes that the event that has begun deletes a row. */
	void delete(ConsumerRecord<byte[], ?> event) {
		note(event.partition(), new Event(event.offset(), true, event.key()));
	}

	private void note(int partition, Event event) {
		this.lastEvents.merge(partition, event, (last, next) -> (next.offset >= last.offset) ? next : last);
	}

	/**
	 * Returns whether a tombstone repeats the delete that was its partition's last event.
	 */
	boolean isRepeatedBy(ConsumerRecord<byte[], ?> tombstone) {
		Event last = this.lastEvents.get(tombstone.partition());
		return last != null && last.delete && last.offset < tombstone.offset()
				&& Arrays.equals(last.key, tombstone.key());
	}

	private static final class Event {

		private final long offset;

		private final boolean delete;

		private final byte @Nullable [] key;

		Event(long offset, boolean delete, byte @Nullable [] key) {
			this.offset = offset;
			this.delete = delete;
			this.key = key;
		}

	}

}

package io.kafkatojdbc.consumer;

import java.util.Collection;
import java.util.Map;

import io.kafkatojdbc.topic.LogRange;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * The operations of a Kafka consumer that its {@link Positioning} needs. They run on the
 * consumer's own thread.
 */
interface PartitionReader {

	/**
	 * Moves a partition. If the place has an epoch, the broker is asked whether the log
	 * before it is still the same.
	 */
	void seek(TopicPartition partition, OffsetAndMetadata place);

	/**
	 * Returns where the partition is read next.
	 * @throws LogTruncationException if the log before a position has changed
	 */
	long position(TopicPartition partition);

	void pause(Collection<TopicPartition> partitions);

	/** Resumes a partition, unless the listener container wants the partition paused. */
	void resume(TopicPartition partition);

	/** Asks the broker for the offsets that the partitions have now. */
	Map<TopicPartition, LogRange> ranges(Collection<TopicPartition> partitions);

}

package io.kafkatojdbc.consumer;

import java.util.Collection;
import java.util.Map;

import io.kafkatojdbc.topic.LogRange;
import org.apache.kafka.common.TopicPartition;

/**
 * The operations of a Kafka consumer that its {@link Positioning} needs. They run on the
 * consumer's own thread.
 */
interface PartitionReader {

	void seek(TopicPartition partition, long offset);

	long position(TopicPartition partition);

	void pause(Collection<TopicPartition> partitions);

	/** Resumes a partition, unless the listener container wants the partition paused. */
	void resume(TopicPartition partition);

	/** Asks the broker for the offsets that the partitions have now. */
	Map<TopicPartition, LogRange> ranges(Collection<TopicPartition> partitions);

}

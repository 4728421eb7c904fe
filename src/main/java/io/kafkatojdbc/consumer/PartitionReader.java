package io.kafkatojdbc.consumer;

import java.util.Collection;
import java.util.Map;

import io.kafkatojdbc.topic.LogRange;
import org.apache.kafka.common.TopicPartition;

/** What a Kafka consumer does for its {@link Positioning}, on its own thread. */
interface PartitionReader {

	void seek(TopicPartition partition, long offset);

	long position(TopicPartition partition);

	void pause(Collection<TopicPartition> partitions);

	/** Lets a partition be read, unless somebody else wants it paused. */
	void resume(TopicPartition partition);

	/** Asks the broker for the offsets that partitions have now. */
	Map<TopicPartition, LogRange> ranges(Collection<TopicPartition> partitions);

}

package io.kafkatojdbc.topic;

import java.util.Optional;

import org.apache.kafka.common.TopicPartition;

/**
 * The range of offsets that a partition has now.
 *
 * @param begin the partition's first offset
 * @param end the offset that the partition's next record gets
 */
public record LogRange(long begin, long end) {

	/** The range of a partition that the broker was not asked for. */
	static final LogRange UNKNOWN = new LogRange(0, Long.MAX_VALUE);

	/** Returns whether a consumer can be positioned at an offset. */
	boolean contains(long offset) {
		return this.begin <= offset && offset <= this.end;
	}

	/**
	 * Returns why reading cannot go on from an offset. Reading on would leave records
	 * out.
	 * @param partition the partition that has this range
	 * @param offset the offset
	 * @return the reason, or empty if reading can go on there
	 */
	Optional<String> objectionTo(TopicPartition partition, long offset) {
		return (offset <= this.end) ? objectionToBegin(partition, offset) : Optional
			.of("%s ends at offset %d, but %d is the next one to stage: the topic has lost records that were staged"
				.formatted(partition, this.end, offset));
	}

	/**
	 * Returns why reading cannot go on from an offset if the partition begins after it.
	 * @param partition the partition that has this range
	 * @param offset the offset
	 * @return the reason, or empty if the partition begins at the offset or before
	 */
	public Optional<String> objectionToBegin(TopicPartition partition, long offset) {
		return (offset >= this.begin) ? Optional.empty() : Optional
			.of(("%s begins at offset %d, but %d is the next one to stage: offsets %d to %d are gone from "
					+ "the topic. To go on without them, POST {\"to\": %d} to /api/topic/partitions/%d/skip")
				.formatted(partition, this.begin, offset, offset, this.begin - 1, this.begin, partition.partition()));
	}

}

package io.kafkatojdbc.topic;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * The topic as it was seen at one moment, beside what the ledger knows about it.
 *
 * @param name the topic's name
 * @param knownId the id of the topic that the ledger's offsets belong to; {@code null}
 * until the ledger could be asked
 * @param id the id of the topic that exists now; {@code null} if there is none
 * @param ranges where the topic's partitions begin and end
 */
record TopicState(String name, @Nullable String knownId, @Nullable String id, Map<Integer, LogRange> ranges) {

	/** What a broker before Kafka 2.8 gives as the id of every topic. */
	static final String NO_ID = Uuid.ZERO_UUID.toString();

	/**
	 * Returns why the ledger's offsets do not belong to the topic that exists now, or
	 * empty if they do.
	 */
	Optional<String> objection() {
		if (this.id == null) {
			return Optional.of(("There is no topic '%s' any more: nothing is staged. Once it was made anew, "
					+ "GET /api/topic tells how to go on")
				.formatted(this.name));
		}
		if (this.knownId == null || this.id.equals(this.knownId) || this.id.equals(NO_ID)) {
			return Optional.empty();
		}
		return Optional.of(("The topic '%s' was deleted and made anew: its id is %s, and the ledger's offsets belong "
				+ "to %s. Nothing is staged; to read the new one from its beginning, PUT {\"id\": \"%s\"} to /api/topic")
			.formatted(this.name, this.id, this.knownId, this.id));
	}

	/**
	 * Returns the partitions in which the ledger's offset is out of range, with the
	 * reason. Partitions that nobody reads are included.
	 */
	Map<Integer, String> objectionsTo(Map<Integer, Long> nextOffsets) {
		Map<Integer, String> objections = new TreeMap<>();
		this.ranges.forEach((partition, range) -> {
			Long next = nextOffsets.get(partition);
			if (next != null) {
				range.objectionTo(new TopicPartition(this.name, partition), next)
					.ifPresent((objection) -> objections.put(partition, objection));
			}
		});
		return objections;
	}

	/** Returns the offset that the next committed record of each partition gets. */
	Map<Integer, Long> ends() {
		return this.ranges.entrySet()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, (entry) -> entry.getValue().end()));
	}

	/** Returns where each partition begins. */
	static Map<Integer, Long> begins(Map<Integer, LogRange> ranges) {
		return ranges.entrySet()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, (entry) -> entry.getValue().begin()));
	}

	/** Returns this state with the id of the topic that exists at another moment. */
	TopicState withId(@Nullable String id) {
		return new TopicState(this.name, this.knownId, id, this.ranges);
	}

	TopicState withRanges(Map<Integer, LogRange> ranges) {
		return new TopicState(this.name, this.knownId, this.id, ranges);
	}

	boolean isKnown() {
		return this.id != null && this.knownId != null && objection().isEmpty();
	}

}

package io.kafkatojdbc.topic;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The topic as somebody saw it, beside what the ledger knows of it.
 *
 * @param name its name
 * @param knownId the id of the topic that the ledger's offsets belong to; {@code null} as
 * long as nobody could ask the ledger
 * @param id the id of the topic that is there now; {@code null} if there is none
 * @param ranges where its partitions begin and end
 */
record TopicState(String name, @Nullable String knownId, @Nullable String id, Map<Integer, LogRange> ranges) {

	/** Says why the ledger's offsets do not hold for what is there now, if so. */
	Optional<String> objection() {
		if (this.id == null) {
			return Optional.of(("There is no topic '%s' any more: nothing is staged. Once it was made anew, "
					+ "GET /api/topic tells how to go on")
				.formatted(this.name));
		}
		if (this.knownId == null || this.id.equals(this.knownId)) {
			return Optional.empty();
		}
		return Optional.of(("The topic '%s' was deleted and made anew: its id is %s, and the ledger's offsets belong "
				+ "to %s. Nothing is staged; to read the new one from its beginning, PUT {\"id\": \"%s\"} to /api/topic")
			.formatted(this.name, this.id, this.knownId, this.id));
	}

	/** Says which partitions the ledger is out of, whether somebody reads them or not. */
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

	/** Tells the offset that the next committed record of each partition gets. */
	Map<Integer, Long> ends() {
		return this.ranges.entrySet()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, (entry) -> entry.getValue().end()));
	}

	/** Tells where each partition begins. */
	static Map<Integer, Long> begins(Map<Integer, LogRange> ranges) {
		return ranges.entrySet()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, (entry) -> entry.getValue().begin()));
	}

	boolean isKnown() {
		return this.id != null && this.id.equals(this.knownId);
	}

}

package io.kafkatojdbc.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * The topic, beside what the ledger knows of it.
 *
 * @param name its name
 * @param id the id that the broker has for it; {@code null} if it has no such topic
 * @param idInLedger the id of the topic that the ledger's offsets belong to
 * @param problem what is wrong with it
 * @param partitions its partitions
 */
public record TopicStatus(String name, @Nullable String id, @Nullable String idInLedger, @Nullable String problem,
		List<PartitionStatus> partitions) {

	static TopicStatus of(TopicState state, @Nullable String problem, Map<Integer, Long> next,
			Map<Integer, String> owners) {
		List<PartitionStatus> partitions = new ArrayList<>();
		new TreeMap<>(state.ranges()).forEach((partition, range) -> partitions
			.add(PartitionStatus.of(partition, range, next.get(partition), owners.get(partition))));
		return new TopicStatus(state.name(), state.id(), state.knownId(), problem, partitions);
	}

	/**
	 * One partition.
	 *
	 * @param partition its number
	 * @param begin its first offset
	 * @param end the offset that its next committed record gets
	 * @param nextOffset the first offset that is not staged
	 * @param lag offsets that are still to be staged
	 * @param owner the consumer that reads it, of whichever instance
	 */
	public record PartitionStatus(int partition, long begin, long end, @Nullable Long nextOffset, long lag,
			@Nullable String owner) {

		static PartitionStatus of(int partition, LogRange range, @Nullable Long next, @Nullable String owner) {
			long from = (next != null) ? next : range.begin();
			return new PartitionStatus(partition, range.begin(), range.end(), next, Math.max(0, range.end() - from),
					owner);
		}

	}

}

package io.kafkatojdbc.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * The topic, beside what the ledger knows about it.
 *
 * @param name the topic's name
 * @param id the id of the topic in the broker; {@code null} if the broker has no such
 * topic
 * @param idInLedger the id of the topic that the ledger's offsets belong to
 * @param problem what is wrong with the topic
 * @param partitions the topic's partitions
 */
public record TopicStatus(String name, @Nullable String id, @Nullable String idInLedger, @Nullable String problem,
		List<PartitionStatus> partitions) {

	static TopicStatus of(TopicState state, @Nullable String problem, Map<Integer, Long> next,
			Map<Integer, String> owners, Map<Integer, String> waiting) {
		List<PartitionStatus> partitions = new ArrayList<>();
		new TreeMap<>(state.ranges()).forEach((partition, range) -> partitions.add(PartitionStatus.of(partition, range,
				next.get(partition), owners.get(partition), waiting.get(partition))));
		return new TopicStatus(state.name(), state.id(), state.knownId(), problem, partitions);
	}

	/**
	 * One partition.
	 *
	 * @param partition the partition's number
	 * @param begin the partition's first offset
	 * @param end the offset that the partition's next committed record gets
	 * @param nextOffset the first offset that is not staged
	 * @param lag the number of offsets that are still to be staged
	 * @param owner the consumer that reads the partition, in any instance
	 * @param waits why the partition is not read yet, if it was added to the topic and
	 * waits for the older partitions
	 */
	public record PartitionStatus(int partition, long begin, long end, @Nullable Long nextOffset, long lag,
			@Nullable String owner, @Nullable String waits) {

		static PartitionStatus of(int partition, LogRange range, @Nullable Long next, @Nullable String owner,
				@Nullable String waits) {
			long from = (next != null) ? next : range.begin();
			return new PartitionStatus(partition, range.begin(), range.end(), next, Math.max(0, range.end() - from),
					owner, waits);
		}

	}

}

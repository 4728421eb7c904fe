package io.kafkatojdbc.guarantees;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import io.kafkatojdbc.guarantees.Audit.OffsetSum;

import static org.assertj.core.api.Assertions.assertThat;

/** Every record that Kafka has acknowledged comes into the target, once. */
final class EveryRecordOnce implements Guarantee {

	private static final int LISTED = 20;

	@Override
	public void check(Evidence evidence) {
		Balance balance = balance(evidence);
		assertThat(balance.examples()).as("%d records lost, %d doubled", balance.lost(), balance.doubled()).isEmpty();
	}

	/** Counts what was lost and what was doubled. */
	static Balance balance(Evidence evidence) {
		Map<Integer, BitSet> sent = evidence.sent().good();
		Map<Integer, OffsetSum> merged = evidence.audit().merged();
		TreeSet<Integer> partitions = new TreeSet<>(sent.keySet());
		partitions.addAll(merged.keySet());
		Balance balance = new Balance(0, 0, List.of());
		for (int partition : partitions) {
			BitSet offsets = sent.getOrDefault(partition, new BitSet());
			if (!OffsetSum.of(offsets).equals(merged.get(partition))) {
				balance = balance.plus(difference(partition, offsets, evidence.audit().timesMerged(partition)));
			}
		}
		return balance;
	}

	private static Balance difference(int partition, BitSet sent, Map<Long, Integer> timesMerged) {
		List<String> examples = new ArrayList<>();
		long doubled = 0;
		for (Map.Entry<Long, Integer> merged : timesMerged.entrySet()) {
			int offset = Math.toIntExact(merged.getKey());
			int tooOften = merged.getValue() - (sent.get(offset) ? 1 : 0);
			if (tooOften > 0) {
				doubled += tooOften;
				examples.add("%d-%d merged %d times too often".formatted(partition, offset, tooOften));
			}
			sent.clear(offset);
		}
		sent.stream()
			.limit(LISTED)
			.forEach((offset) -> examples.add("%d-%d never merged".formatted(partition, offset)));
		return new Balance(sent.cardinality(), doubled, examples.stream().limit(2L * LISTED).toList());
	}

	/**
	 * What the target has too few and too many.
	 *
	 * @param lost records that were never merged
	 * @param doubled rows that were merged beyond the first time, or were never sent
	 * @param examples some of them
	 */
	record Balance(long lost, long doubled, List<String> examples) {

		Balance plus(Balance other) {
			List<String> both = new ArrayList<>(this.examples);
			both.addAll(other.examples);
			return new Balance(this.lost + other.lost, this.doubled + other.doubled, both);
		}

	}

}

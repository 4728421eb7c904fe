package io.kafkatojdbc.ledger;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Some slices of a batch.
 *
 * @param slices how many slices the batch has
 * @param selected which of them, counted from 0
 */
record SliceSelection(int slices, List<Integer> selected) {

	/** All of a batch, which need not be merged in slices. */
	static final SliceSelection ALL = new SliceSelection(1, List.of(0));

	/** Tells which rows they have, as a condition in SQL that is evaluated for each. */
	String condition() {
		if (this.selected.isEmpty()) {
			return "false";
		}
		if (this.selected.size() == this.slices) {
			return "true";
		}
		if (this.selected.size() == 1) {
			return "kafka_partition %% %d = %d".formatted(this.slices, this.selected.get(0));
		}
		return this.selected.stream()
			.map(String::valueOf)
			.collect(Collectors.joining(",", "kafka_partition %% %d = ANY ('{".formatted(this.slices), "}')"));
	}

}

package io.kafkatojdbc.merge;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A selection of the slices of a batch.
 *
 * @param slices the number of slices of the batch
 * @param selected the numbers of the selected slices, counted from 0
 */
record SliceSelection(int slices, List<Integer> selected) {

	/** A whole batch, which is merged as one slice. */
	static final SliceSelection ALL = new SliceSelection(1, List.of(0));

	/** Returns whether the batch is merged as a whole. */
	boolean isWhole() {
		return this.slices == 1;
	}

	/** Returns the slices of the batch that are not selected. */
	SliceSelection others() {
		return new SliceSelection(this.slices,
				IntStream.range(0, this.slices).boxed().filter((slice) -> !this.selected.contains(slice)).toList());
	}

	/** Returns the SQL condition that selects the rows of these slices. */
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

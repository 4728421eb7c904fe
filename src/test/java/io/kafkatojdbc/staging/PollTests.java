package io.kafkatojdbc.staging;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import io.kafkatojdbc.ledger.Progress;
import io.kafkatojdbc.record.RejectionCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

/** What can be a poll of a partition, and how far it brings the ledger. */
class PollTests {

	private final Poll poll = new Poll();

	@Test
	void countsTheOffsetsThatHaveNoRecord() {
		add(10, 20, 11, 14, 15);
		this.poll.addGap(1, 5, 7);
		assertThat(progress(this.poll)).containsExactly(new Progress(0, 10, 20, 3, 3, 0, 7, 1_000, -1, 1_000, 16, -1),
				new Progress(1, 5, 7, 0, 0, 0, 2, -1, -1, -1, 5, -1));
	}

	@ParameterizedTest
	@CsvSource({ "9, 11", "11, 11", "12, 11", "11, 20", "20, 21" })
	void takesNoOffsetTwiceNorOneOutOfItsPlace(long first, long second) {
		assertThatIllegalArgumentException().isThrownBy(() -> add(10, 20, first, second))
			.withMessageContaining("Partition 0 ");
		assertThat(this.poll.parts()).isEmpty();
	}

	@Test
	void takesNoPartitionBack() {
		assertThatIllegalArgumentException().isThrownBy(() -> add(20, 10))
			.withMessageContaining("from offset 20 to 10");
		assertThatIllegalArgumentException().isThrownBy(() -> this.poll.addGap(0, 20, 10));
		assertThat(this.poll.parts()).isEmpty();
	}

	@Test
	void isTakenApartInTheMiddleOfItsRecords() {
		add(10, 20, 11, 14, 15);
		this.poll.addGap(1, 5, 7);
		this.poll.add(2, 0, 2, List.of(Samples.record(2, 0, "{}"), Samples.record(2, 1, "{}")));
		assertThat(this.poll.halves()).extracting((half) -> progress(half))
			.containsExactly(
					List.of(new Progress(0, 10, 15, 2, 2, 0, 3, 1_000, -1, 1_000, 15, -1),
							new Progress(1, 5, 7, 0, 0, 0, 2, -1, -1, -1, 5, -1)),
					List.of(new Progress(0, 15, 20, 1, 1, 0, 4, 1_000, -1, 1_000, 16, -1),
							new Progress(2, 0, 2, 2, 2, 0, 0, 1_000, -1, 1_000, 2, -1)));
	}

	@Test
	void aSingleRecordIsNotTakenApart() {
		add(10, 20, 11);
		assertThat(this.poll.halves()).isEmpty();
	}

	@Test
	void countsRecordsAndRowsOfEachPartition() {
		add(10, 20, 11, 12, 15);
		this.poll.addGap(1, 5, 7);
		this.poll.add(2, 0, 3, IntStream.range(0, 3).mapToObj((i) -> Samples.record(2, i, "{}")).toList());
		OrderedPoll ordered = new OrderedPoll(this.poll, Map.of(), 1_000);
		RejectedRecord rejected = new RejectedRecord(Samples.record(2, 1, "{}"), 1_000, RejectionCode.OTHER, "bad");
		assertThat(ordered.progress(new Staged(new int[] { 3, 0, 1, 2, 0, 0 }, List.of(rejected), 0))).containsExactly(
				new Progress(0, 10, 20, 2, 4, 0, 8, 1_000, -1, 1_000, 16, -1),
				new Progress(1, 5, 7, 0, 0, 0, 2, -1, -1, -1, 5, -1),
				new Progress(2, 0, 3, 1, 2, 1, 1, 1_000, -1, 1_000, 3, -1));
	}

	private static List<Progress> progress(Poll poll) {
		OrderedPoll ordered = new OrderedPoll(poll, Map.of(), 1_000);
		int[] rows = new int[ordered.records().records().size()];
		Arrays.fill(rows, 1);
		return ordered.progress(new Staged(rows, List.of(), 0));
	}

	@Test
	void offsetsThatAreReadAgainHaveAHigherOrder() {
		this.poll.addMove(0, 20, 10);
		assertThat(new OrderedPoll(this.poll, Map.of(0, 1_000L), 2_000).progress(new Staged(new int[0], List.of(), 0)))
			.containsExactly(new Progress(0, 20, 10, 0, 0, 0, -10, -1, 1_000, 1_001, 10, -1));
	}

	private void add(long from, long next, long... offsets) {
		this.poll.add(0, from, next,
				LongStream.of(offsets).mapToObj((offset) -> Samples.record(0, offset, "{}")).toList());
	}

}

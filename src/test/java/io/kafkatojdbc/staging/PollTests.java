package io.kafkatojdbc.staging;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

import io.kafkatojdbc.ledger.Progress;
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
		assertThat(progress(this.poll)).containsExactly(new Progress(0, 10, 20, 3, 0, 7, 1_000, -1, 1_000, 16, -1),
				new Progress(1, 5, 7, 0, 0, 2, -1, -1, -1, 5, -1));
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
					List.of(new Progress(0, 10, 15, 2, 0, 3, 1_000, -1, 1_000, 15, -1),
							new Progress(1, 5, 7, 0, 0, 2, -1, -1, -1, 5, -1)),
					List.of(new Progress(0, 15, 20, 1, 0, 4, 1_000, -1, 1_000, 16, -1),
							new Progress(2, 0, 2, 2, 0, 0, 1_000, -1, 1_000, 2, -1)));
	}

	@Test
	void aSingleRecordIsNotTakenApart() {
		add(10, 20, 11);
		assertThat(this.poll.halves()).isEmpty();
	}

	private static List<Progress> progress(Poll poll) {
		return new OrderedPoll(poll, Map.of(), 1_000).progress(List.of());
	}

	@Test
	void offsetsThatAreReadAgainHaveAHigherOrder() {
		this.poll.addMove(0, 20, 10);
		assertThat(new OrderedPoll(this.poll, Map.of(0, 1_000L), 2_000).progress(List.of()))
			.containsExactly(new Progress(0, 20, 10, 0, 0, -10, -1, 1_000, 1_001, 10, -1));
	}

	private void add(long from, long next, long... offsets) {
		this.poll.add(0, from, next,
				LongStream.of(offsets).mapToObj((offset) -> Samples.record(0, offset, "{}")).toList());
	}

}

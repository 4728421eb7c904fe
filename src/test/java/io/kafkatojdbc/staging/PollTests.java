package io.kafkatojdbc.staging;

import java.util.List;
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
		assertThat(this.poll.progress(List.of())).containsExactly(new Progress(0, 10, 20, 3, 0, 7, 1_000),
				new Progress(1, 5, 7, 0, 0, 2, -1));
	}

	@ParameterizedTest
	@CsvSource({ "9, 11", "11, 11", "12, 11", "11, 20", "20, 21" })
	void takesNoOffsetTwiceNorOneOutOfItsPlace(long first, long second) {
		assertThatIllegalArgumentException().isThrownBy(() -> add(10, 20, first, second))
			.withMessageContaining("Partition 0 ");
		assertThat(this.poll.records()).isEmpty();
	}

	private void add(long from, long next, long... offsets) {
		this.poll.add(0, from, next,
				LongStream.of(offsets).mapToObj((offset) -> Samples.record(0, offset, "{}")).toList());
	}

}

package io.kafkatojdbc.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.LongStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The order of records within their partition. */
class RecordOrderTests {

	private static final long NOW = Instant.parse("2026-11-29T12:00:00Z").toEpochMilli();

	private static final long HOUR = Duration.ofHours(1).toMillis();

	@Test
	void isTheTimestampWhileTimestampsAscend() {
		assertThat(orders(NOW - 3, NOW - 2, NOW)).containsExactly(NOW - 3, NOW - 2, NOW);
	}

	@Test
	void neverDecreases() {
		assertThat(orders(NOW - 10, NOW - HOUR, NOW - 9)).containsExactly(NOW - 10, NOW - 10, NOW - 9);
	}

	@Test
	void isNeverBeyondTheDatabasesTime() {
		assertThat(orders(NOW - 10, NOW + HOUR / 2, NOW + HOUR)).containsExactly(NOW - 10, NOW, NOW);
	}

	@Test
	void leavesOutTimestampsThatCannotBe() {
		long in2099 = Instant.parse("2099-01-01T00:00:00Z").toEpochMilli();
		assertThat(orders(in2099, NOW - 10, in2099, Long.MAX_VALUE, NOW + HOUR + 1, -1, Long.MIN_VALUE, NOW - 9))
			.containsExactly(0, NOW - 10, NOW - 10, NOW - 10, NOW - 10, NOW - 10, NOW - 10, NOW - 9);
	}

	@Test
	void doesNotDecreaseWhenTheDatabasesClockStepsBack() {
		assertThat(RecordOrder.next(NOW, NOW + 5, NOW - HOUR / 2)).isEqualTo(NOW);
		assertThat(RecordOrder.next(NOW, NOW + 5, 0)).isEqualTo(NOW);
	}

	private static long[] orders(long... timestamps) {
		long[] order = { RecordOrder.NONE };
		return LongStream.of(timestamps).map((timestamp) -> {
			order[0] = RecordOrder.next(order[0], timestamp, NOW);
			return order[0];
		}).toArray();
	}

}

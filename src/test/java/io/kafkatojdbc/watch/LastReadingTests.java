package io.kafkatojdbc.watch;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A gauge never goes on telling what nobody knows any more. */
class LastReadingTests {

	private long now = Long.MAX_VALUE - 1;

	private final LastReading<Double> reading = new LastReading<>(() -> this.now);

	@Test
	void isNoNumberBeforeItWasRead() {
		assertThat(this.reading.tell((value) -> value)).isNaN();
		assertThat(this.reading.tellDuration((value) -> value)).isNaN();
	}

	@Test
	void isToldForAWhileAfterTheSourceHasGone() {
		this.reading.update(() -> 7.0);
		pass(Duration.ofSeconds(30));
		fail();
		assertThat(this.reading.tell((value) -> value)).isEqualTo(7);
		pass(Duration.ofMillis(1));
		assertThat(this.reading.tell((value) -> value)).isNaN();
	}

	@Test
	void isToldAgainOnceTheSourceIsBack() {
		this.reading.update(() -> 7.0);
		pass(Duration.ofMinutes(1));
		this.reading.update(() -> 8.0);
		assertThat(this.reading.tell((value) -> value)).isEqualTo(8);
	}

	@Test
	void aDurationGoesOnWhateverTheSourceDoes() {
		this.reading.update(() -> 7.0);
		pass(Duration.ofMinutes(10));
		fail();
		assertThat(this.reading.tellDuration((value) -> value)).isEqualTo(607);
	}

	@Test
	void aDurationBeginsWithTheQuestion() {
		this.reading.update(() -> {
			pass(Duration.ofSeconds(2));
			return 7.0;
		});
		assertThat(this.reading.tellDuration((value) -> value)).isEqualTo(9);
	}

	@Test
	void aDurationIsNeverNegative() {
		this.reading.update(() -> -7.0);
		assertThat(this.reading.tellDuration((value) -> value)).isZero();
	}

	private void pass(Duration time) {
		this.now += time.toNanos();
	}

	private void fail() {
		this.reading.update(() -> {
			throw new IllegalStateException("gone");
		});
	}

}

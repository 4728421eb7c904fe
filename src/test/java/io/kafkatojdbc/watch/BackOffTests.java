package io.kafkatojdbc.watch;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class BackOffTests {

	private long now = Long.MAX_VALUE - 1;

	private final BackOff backOff = new BackOff(Duration.ofSeconds(1), Duration.ofSeconds(5), () -> this.now);

	@Test
	void isDueBeforeTheFirstFailure() {
		assertThat(this.backOff.isDue()).isTrue();
	}

	@Test
	void doublesItsDelaysUpToTheLongest() {
		for (int seconds : new int[] { 1, 2, 4, 5, 5 }) {
			this.backOff.failed();
			assertIsDueAfter(seconds);
		}
	}

	@Test
	void beginsAgainWithTheShortestDelayOnceItWasReset() {
		this.backOff.failed();
		this.backOff.failed();
		this.backOff.reset();
		assertThat(this.backOff.isDue()).as("delay that has begun").isFalse();
		this.backOff.failed();
		assertIsDueAfter(1);
	}

	@Test
	void isDueOnceItsDelayWasEnded() {
		this.backOff.failed();
		this.backOff.endDelay();
		assertThat(this.backOff.isDue()).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "0, 1", "1, 2", "5, 32", "6, 60", "54, 60", "63, 60", "64, 60", "1000000, 60" })
	void hasADelayForAnyNumberOfFailures(int failures, int seconds) {
		assertThat(BackOff.delay(Duration.ofSeconds(1), Duration.ofMinutes(1), failures)).hasSeconds(seconds);
	}

	private void assertIsDueAfter(int seconds) {
		this.now += Duration.ofSeconds(seconds).toNanos() - 1;
		assertThat(this.backOff.isDue()).as("due before %d s", seconds).isFalse();
		this.now++;
		assertThat(this.backOff.isDue()).as("due after %d s", seconds).isTrue();
	}

}

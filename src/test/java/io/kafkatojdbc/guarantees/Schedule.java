package io.kafkatojdbc.guarantees;

import java.time.Duration;
import java.util.Arrays;
import java.util.Random;

/**
 * Draws what strikes next. Each strike has a source of randomness of its own, so that the
 * same seed means the same schedule however much of it a strike uses.
 */
final class Schedule {

	private static final int LONGEST_PAUSE_MILLIS = 1_000;

	private final Random random;

	Schedule(long seed) {
		this.random = new Random(seed);
	}

	Strike next() {
		Kind kind = kind(this.random.nextInt(Arrays.stream(Kind.values()).mapToInt(Kind::weight).sum()));
		Duration pause = Duration.ofMillis(this.random.nextInt(LONGEST_PAUSE_MILLIS));
		return new Strike(kind, pause, new Random(this.random.nextLong()));
	}

	private static Kind kind(int drawn) {
		int left = drawn;
		for (Kind kind : Kind.values()) {
			left -= kind.weight();
			if (left < 0) {
				return kind;
			}
		}
		throw new IllegalArgumentException("Beyond the sum of the weights: " + drawn);
	}

	/**
	 * A disturbance with its parameters.
	 *
	 * @param kind what strikes
	 * @param pause how long to wait before
	 * @param random what it draws its parameters from
	 */
	record Strike(Kind kind, Duration pause, Random random) {
	}

}

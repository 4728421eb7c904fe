package io.kafkatojdbc.bench.measure;

import java.time.Duration;
import java.time.Instant;

/**
 * A span of time.
 *
 * @param start when it starts
 * @param end when it ends
 */
public record Span(Instant start, Instant end) {

	/**
	 * Returns how long it is.
	 * @return seconds
	 */
	public double seconds() {
		return Duration.between(this.start, this.end).toNanos() / 1e9;
	}

}

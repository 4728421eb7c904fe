package io.kafkatojdbc.bench.measure;

import java.time.Duration;
import java.time.Instant;

/**
 * A span of time.
 *
 * @param start the start of the span
 * @param end the end of the span
 */
public record Span(Instant start, Instant end) {

	/**
	 * Returns how long the span is.
	 * @return the length in seconds
	 */
	public double seconds() {
		return Duration.between(this.start, this.end).toNanos() / 1e9;
	}

}

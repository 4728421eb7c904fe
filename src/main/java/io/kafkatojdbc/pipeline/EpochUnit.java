package io.kafkatojdbc.pipeline;

import java.util.Locale;

/** What a number counts that stands for a date, a time or an interval. */
public enum EpochUnit {

	/** Seconds. */
	S(1_000_000_000L),

	/** Milliseconds. */
	MS(1_000_000L),

	/** Microseconds. */
	US(1_000L),

	/** Nanoseconds. */
	NS(1),

	/** Days. */
	DAYS(86_400_000_000_000L);

	private final long nanos;

	EpochUnit(long nanos) {
		this.nanos = nanos;
	}

	/**
	 * Returns how long the unit is.
	 * @return the length in nanoseconds
	 */
	public long nanos() {
		return this.nanos;
	}

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}

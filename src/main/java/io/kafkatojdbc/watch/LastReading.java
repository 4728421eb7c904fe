package io.kafkatojdbc.watch;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last value that was read for gauges. The value is read in the background, so that
 * no scrape of the meters has to wait. If no new value could be read for half a minute,
 * the old value is unknown; only durations go on.
 *
 * @param <T> the type of the value
 */
public final class LastReading<T> {

	/** The time between two readings, in milliseconds. */
	public static final long EVERY_MILLIS = 5_000;

	private static final Duration OUTDATED = Duration.ofSeconds(30);

	private static final Logger log = LoggerFactory.getLogger(LastReading.class);

	private final LongSupplier nanoTime;

	private volatile @Nullable Reading<T> last;

	/** Creates a reading without a value. */
	public LastReading() {
		this(System::nanoTime);
	}

	LastReading(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
	}

	/**
	 * Reads a new value. If the reading fails, the old value is kept.
	 * @param source the source of the value
	 */
	public void update(Supplier<T> source) {
		// The value may be as old as the question, so its age counts from there.
		long asked = this.nanoTime.getAsLong();
		try {
			this.last = new Reading<>(source.get(), asked);
		}
		catch (RuntimeException ex) {
			log.debug("A meter can't be read", ex);
		}
	}

	/**
	 * Returns a number of the last value.
	 * @param number finds the number in the value
	 * @return the number, or NaN while the value is unknown
	 */
	public double tell(ToDoubleFunction<T> number) {
		Reading<T> reading = this.last;
		return (reading == null || age(reading).compareTo(OUTDATED) > 0) ? Double.NaN
				: number.applyAsDouble(reading.value());
	}

	/**
	 * Returns a duration of the last value, plus the age of the value. The duration goes
	 * on while no new value can be read.
	 * @param seconds finds the duration in the value, in seconds; NaN if the value does
	 * not have it
	 * @return the duration until now in seconds, or NaN if there is no value
	 */
	public double tellDuration(ToDoubleFunction<T> seconds) {
		Reading<T> reading = this.last;
		return (reading != null)
				? Math.max(0, seconds.applyAsDouble(reading.value()) + age(reading).toMillis() / 1000.0) : Double.NaN;
	}

	private Duration age(Reading<T> reading) {
		return Duration.ofNanos(this.nanoTime.getAsLong() - reading.askedAt());
	}

	private record Reading<T>(T value, long askedAt) {
	}

}

package io.kafkatojdbc.watch;

import java.time.Duration;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What gauges tell: it is read in the background, so that no scrape waits for anything,
 * and no longer told once there is no news of it for half a minute.
 *
 * @param <T> what is read
 */
public final class LastReading<T> {

	/** Between two readings, in milliseconds. */
	public static final long EVERY_MILLIS = 5_000;

	private static final Duration OUTDATED = Duration.ofSeconds(30);

	private static final Logger log = LoggerFactory.getLogger(LastReading.class);

	private final LongSupplier nanoTime;

	private volatile @Nullable Reading<T> last;

	/** Creates one of which nothing was read yet. */
	public LastReading() {
		this(System::nanoTime);
	}

	LastReading(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
	}

	/**
	 * Reads once more. If that fails, what was read before is told for a while.
	 * @param source what to ask
	 */
	public void update(Supplier<T> source) {
		// What is read may be as old as the question.
		long asked = this.nanoTime.getAsLong();
		try {
			this.last = new Reading<>(source.get(), asked);
		}
		catch (RuntimeException ex) {
			log.debug("A meter can't be read", ex);
		}
	}

	/**
	 * Tells a number.
	 * @param number finds it in what was read
	 * @return the number; not a number while it is not known
	 */
	public double tell(ToDoubleFunction<T> number) {
		Reading<T> reading = this.last;
		return (reading == null || age(reading).compareTo(OUTDATED) > 0) ? Double.NaN
				: number.applyAsDouble(reading.value());
	}

	/**
	 * Tells how long something has lasted, which goes on while nobody can ask.
	 * @param seconds finds in what was read how long it had lasted by then; not a number
	 * if it is not there
	 * @return how long it has lasted by now, in seconds
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

package io.kafkatojdbc.ledger;

import java.time.Instant;

import org.springframework.stereotype.Component;

/**
 * The database's clock, without a question to the database. The clock is set whenever an
 * answer of the database brings its time along, and goes on by itself in between.
 */
@Component
public class DatabaseClock {

	private volatile Reading last = new Reading(Instant.EPOCH, System.nanoTime());

	/**
	 * Returns the time of the database.
	 * @return milliseconds since 1970; close to 0 if the database has not answered yet
	 */
	public long millis() {
		Reading reading = this.last;
		return reading.time().plusNanos(System.nanoTime() - reading.readAt()).toEpochMilli();
	}

	void set(Instant time) {
		this.last = new Reading(time, System.nanoTime());
	}

	/**
	 * A time of the database.
	 *
	 * @param time the time
	 * @param readAt when it was read, as measured by {@link System#nanoTime()}
	 */
	private record Reading(Instant time, long readAt) {
	}

}

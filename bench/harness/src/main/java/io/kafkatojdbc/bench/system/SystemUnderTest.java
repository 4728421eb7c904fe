package io.kafkatojdbc.bench.system;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A way from Kafka into PostgreSQL that can be measured again and again. */
public interface SystemUnderTest extends AutoCloseable {

	/**
	 * Does all that is not measured.
	 * @param trial the run that is about to begin
	 */
	void prepare(Trial trial);

	/**
	 * Lets the records flow, and returns without waiting for them.
	 * @param trial the run
	 */
	void begin(Trial trial);

	/**
	 * Tells when the first record flowed.
	 * @param trial the run, which is complete
	 * @return the start of what is measured, or empty if that is when the first row was
	 * seen in the target table
	 */
	Optional<Instant> startedAt(Trial trial);

	/**
	 * Tells whether somebody has to look for the first row in the target table.
	 * @return whether {@link #startedAt} is empty
	 */
	default boolean startsWithFirstVisibleRow() {
		return false;
	}

	/**
	 * Lets no more records flow, and removes what {@link #prepare} has made.
	 * @param trial the run
	 */
	void end(Trial trial);

	/**
	 * Returns the processes whose time and memory count.
	 * @return their pids; none if this process does the work
	 */
	List<Long> pids();

	/**
	 * Tells what keeps the run from ever being complete.
	 * @param trial the run
	 * @return what went wrong
	 */
	Optional<String> failure(Trial trial);

	@Override
	void close();

}

package io.kafkatojdbc.bench.system;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A way from Kafka into PostgreSQL that can be measured several times. */
public interface SystemUnderTest extends AutoCloseable {

	/**
	 * Does all work that is not measured.
	 * @param trial the run that is about to begin
	 */
	void prepare(Trial trial);

	/**
	 * Starts the flow of records, and returns without waiting for them.
	 * @param trial the run
	 */
	void begin(Trial trial);

	/**
	 * Returns when the first record flowed.
	 * @param trial the run, which is complete
	 * @return the start of the measured time; empty if the time starts when the first row
	 * was seen in the target table
	 */
	Optional<Instant> startedAt(Trial trial);

	/**
	 * Returns whether the measured time starts when the first row is seen in the target
	 * table.
	 * @return whether {@link #startedAt} is empty
	 */
	default boolean startsWithFirstVisibleRow() {
		return false;
	}

	/**
	 * Stops the flow of records, and removes what {@link #prepare} has created.
	 * @param trial the run
	 */
	void end(Trial trial);

	/**
	 * Returns the processes whose time and memory count.
	 * @return the process ids; empty if the bench's own process does the work
	 */
	List<Long> pids();

	/**
	 * Returns why the run can never be complete.
	 * @param trial the run
	 * @return what went wrong, or empty if nothing did
	 */
	Optional<String> failure(Trial trial);

	@Override
	void close();

}

package io.kafkatojdbc.ledger;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * The locks under which a batch leaves for the target table. They end with the
 * transaction that takes them.
 */
@Component
class BatchLocks {

	private static final String KEY = "hashtextextended('kafka-to-jdbc-batch merge ' || ?, 0)";

	private static final String TRY_MERGE = "SELECT pg_try_advisory_xact_lock(%s)".formatted(KEY);

	private static final String TRY_MERGE_SLICE = "SELECT pg_try_advisory_xact_lock_shared(%s)".formatted(KEY);

	private static final String MERGE = "SELECT pg_advisory_xact_lock(%s)".formatted(KEY);

	/**
	 * Not so that the first rows of a partition, which refer to the batch, wait for it.
	 */
	private static final String IN_STATE = """
			SELECT slot FROM ingest.batch
			WHERE pipeline = ? AND number = ? AND state = ANY (string_to_array(?, ',')) FOR NO KEY UPDATE
			""";

	/** What the server takes to say that it has ended a merge. */
	private static final Duration MARGIN = Duration.ofSeconds(30);

	private final JdbcTemplate jdbc;

	private final String pipeline;

	private final Duration longest;

	BatchLocks(@Control JdbcTemplate jdbc, PipelineProperties pipeline,
			@Value("${ingest.merge.timeout:1h}") Duration mergeTimeout) {
		this.jdbc = jdbc;
		this.pipeline = pipeline.pipeline();
		this.longest = mergeTimeout.plus(MARGIN);
	}

	/**
	 * Takes the lock that only one merge has, over all instances. Who has it may take as
	 * long as a merge.
	 * @return whether it could be had at once
	 */
	boolean tryMerge() {
		return tryLock(TRY_MERGE);
	}

	/**
	 * Takes the same lock together with other slices of the batch.
	 * @return whether it could be had at once
	 */
	boolean tryMergeSlice() {
		return tryLock(TRY_MERGE_SLICE);
	}

	private boolean tryLock(String lock) {
		takeTime();
		return Boolean.TRUE.equals(this.jdbc.queryForObject(lock, Boolean.class, this.pipeline));
	}

	/**
	 * Takes the lock that only one merge has, over all instances, for what an operator
	 * wants at once.
	 * @throws PessimisticLockingFailureException if a merge goes on for longer than a few
	 * seconds
	 */
	void merge() {
		takeTime();
		this.jdbc.queryForList(MERGE, this.pipeline);
	}

	/** The pool takes it back at the end of the transaction. */
	private void takeTime() {
		this.jdbc.execute((ConnectionCallback<Boolean>) (connection) -> {
			connection.setNetworkTimeout(Runnable::run, (int) this.longest.toMillis());
			return true;
		});
	}

	/**
	 * Locks a batch if it is in one of some states.
	 * @return its slot, or empty if it is in another state
	 * @throws PessimisticLockingFailureException if another session has it for longer
	 * than a few seconds; which is not a failure of the procedure
	 */
	Optional<Integer> inState(long number, BatchState... states) {
		String wanted = Arrays.stream(states).map(Enum::name).collect(Collectors.joining(","));
		try {
			return this.jdbc.queryForList(IN_STATE, Integer.class, this.pipeline, number, wanted).stream().findFirst();
		}
		catch (PessimisticLockingFailureException ex) {
			throw new CannotAcquireLockException("Batch %d is locked by another session".formatted(number));
		}
	}

}

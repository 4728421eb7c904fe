package io.kafkatojdbc.ledger;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The locks under which a batch leaves for the target table. They end with the
 * transaction that takes them.
 */
@Component
class BatchLocks {

	private static final String KEY = "hashtextextended('kafka-to-jdbc-batch merge ' || ?, 0)";

	private static final String TRY_MERGE = "SELECT pg_try_advisory_xact_lock(%s)".formatted(KEY);

	private static final String MERGE = "SELECT pg_advisory_xact_lock(%s)".formatted(KEY);

	private static final String IN_STATE = """
			SELECT slot FROM ingest.batch
			WHERE pipeline = ? AND number = ? AND state = ANY (string_to_array(?, ',')) FOR UPDATE
			""";

	private final JdbcClient jdbc;

	private final String pipeline;

	BatchLocks(@Control JdbcClient jdbc, PipelineProperties pipeline) {
		this.jdbc = jdbc;
		this.pipeline = pipeline.pipeline();
	}

	/**
	 * Takes the lock that only one merge has, over all instances.
	 * @return whether it could be had at once
	 */
	boolean tryMerge() {
		return this.jdbc.sql(TRY_MERGE).param(this.pipeline).query(Boolean.class).single();
	}

	/**
	 * Takes the lock that only one merge has, over all instances, for what an operator
	 * wants at once.
	 * @throws org.springframework.dao.PessimisticLockingFailureException if a merge goes
	 * on for longer than a few seconds
	 */
	void merge() {
		this.jdbc.sql("SET LOCAL lock_timeout = '5s'").update();
		this.jdbc.sql(MERGE).param(this.pipeline).query().singleRow();
		// The procedure may wait for its own locks as long as it likes.
		this.jdbc.sql("SET LOCAL lock_timeout TO DEFAULT").update();
	}

	/**
	 * Locks a batch if it is in one of some states.
	 * @return its slot, or empty if it is in another state
	 */
	Optional<Integer> inState(long number, BatchState... states) {
		String wanted = Arrays.stream(states).map(Enum::name).collect(Collectors.joining(","));
		return this.jdbc.sql(IN_STATE).params(this.pipeline, number, wanted).query(Integer.class).optional();
	}

}

package io.kafkatojdbc.bench.measure;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import io.kafkatojdbc.bench.server.Database;
import io.kafkatojdbc.bench.workload.Reference;
import io.kafkatojdbc.bench.workload.Workload;

/**
 * Checks the target table on its own connection, every few milliseconds, until the last
 * records of the topic are in the table.
 */
class TargetWatch {

	private static final Duration PATIENCE = Duration.ofMinutes(10);

	private static final Duration PATIENCE_FOR_THE_REST = Duration.ofSeconds(10);

	/**
	 * With more frequent checks, the bench itself would use a part of the resources that
	 * it measures.
	 */
	private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

	private static final int CHECKS_PER_LOOK_AT_THE_SYSTEM = 40;

	private final Database database;

	private final Reference reference;

	private final String anyRow;

	private final String lastRows;

	private final Supplier<Optional<String>> failure;

	TargetWatch(Database database, Workload workload, Reference reference, Supplier<Optional<String>> failure) {
		this.database = database;
		this.reference = reference;
		// A check must not read the whole target each time, and in particular no rows
		// that a merge has not committed yet.
		database.execute("SET enable_seqscan = off; SET enable_hashjoin = off; SET enable_mergejoin = off");
		this.failure = failure;
		this.anyRow = "SELECT EXISTS (SELECT FROM %s)".formatted(workload.name());
		String key = workload.content().columns().get(0).name();
		this.lastRows = """
				SELECT count(*) = cardinality(:rows::text[]) FROM %1$s t
				WHERE t.%2$s IN (SELECT (row::%1$s).%2$s FROM unnest(:rows::text[]) row) AND t::text = ANY (:rows::text[])
				"""
			.formatted(workload.name(), key);
	}

	Instant awaitFirstRow() {
		return await(PATIENCE, () -> this.database.jdbc().sql(this.anyRow).query(Boolean.class).single());
	}

	Instant awaitLastRows() {
		List<String> rows = this.reference.lastRows();
		return await(PATIENCE,
				() -> this.database.jdbc()
					.sql(this.lastRows)
					.param("rows", rows.toArray(String[]::new))
					.query(Boolean.class)
					.single());
	}

	/**
	 * Returns when the table was correct, or empty if the table is still not correct
	 * after some time.
	 */
	Optional<Instant> awaitMatch(Instant lastRowsSeen) {
		if (this.reference.matches(this.database)) {
			return Optional.of(lastRowsSeen);
		}
		Instant deadline = Instant.now().plus(PATIENCE_FOR_THE_REST);
		while (Instant.now().isBefore(deadline)) {
			Instant before = Instant.now();
			if (this.reference.matches(this.database)) {
				return Optional.of(before);
			}
		}
		return Optional.empty();
	}

	private Instant await(Duration patience, BooleanSupplier condition) {
		Instant deadline = Instant.now().plus(patience);
		for (int check = 1; !condition.getAsBoolean(); check++) {
			if (Instant.now().isAfter(deadline)) {
				throw new IllegalStateException("The target is not complete after " + patience);
			}
			if (check % CHECKS_PER_LOOK_AT_THE_SYSTEM == 0) {
				this.failure.get().ifPresent((problem) -> {
					throw new IllegalStateException(problem);
				});
			}
			LockSupport.parkNanos(PERIOD_NANOS);
		}
		return Instant.now();
	}

}

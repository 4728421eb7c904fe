package io.kafkatojdbc.ledger;

import java.util.Optional;
import java.util.function.Supplier;

import io.kafkatojdbc.database.Control;
import io.kafkatojdbc.pipeline.Pipeline;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Opens batches and seals them. {@link SealedBatches} writes all later states of a batch.
 */
@Component
public class OpenBatches {

	private static final String OPEN_FIRST = """
			INSERT INTO ingest.batch (pipeline, number, slot, state) VALUES (?, 1, 0, 'OPEN')
			""";

	private static final String OPEN_NEXT = """
			INSERT INTO ingest.batch (pipeline, number, slot, state)
			SELECT pipeline, number + 1, %s, 'OPEN' FROM ingest.batch WHERE pipeline = ? AND number = ?
			""";

	private static final String OPEN_NEXT_IN_OTHER_SLOT = OPEN_NEXT.formatted("1 - slot");

	private static final String OPEN_NEXT_IN_SAME_SLOT = OPEN_NEXT.formatted("slot");

	private static final String SEAL = """
			UPDATE ingest.batch b SET state = 'SEALED', reason = ?, sealed_at = clock_timestamp()
			WHERE pipeline = ? AND number = ? AND state = 'OPEN'
				AND (EXISTS (SELECT FROM ingest.batch_part p
						WHERE p.pipeline = b.pipeline AND p.batch = b.number AND p.staged > 0)
					OR EXISTS (SELECT FROM ingest.rejected_record r
						WHERE r.pipeline = b.pipeline AND r.retried_in = b.number))
				AND NOT EXISTS (SELECT FROM ingest.batch o
					WHERE o.pipeline = b.pipeline AND o.state IN ('SEALED', 'MERGED', 'FAILED'))
			""";

	private static final String CLOSE = """
			UPDATE ingest.batch SET state = 'CLEARED', reason = 'MANUAL', rows_merged = 0,
				sealed_at = clock_timestamp(), merged_at = clock_timestamp(), cleared_at = clock_timestamp()
			WHERE pipeline = ? AND number = ?
			""";

	private final JdbcClient jdbc;

	private final SealLock sealLock;

	private final String pipeline;

	OpenBatches(@Control JdbcClient jdbc, SealLock sealLock, Pipeline pipeline) {
		this.jdbc = jdbc;
		this.sealLock = sealLock;
		this.pipeline = pipeline.name();
	}

	/** Opens the first batch of a pipeline, in the current control transaction. */
	public void openFirst() {
		this.jdbc.sql(OPEN_FIRST).param(this.pipeline).update();
	}

	/**
	 * Seals the open batch and opens the next batch. The batch is sealed only if it is
	 * still open, if it has rows, and if the batch before it is cleared or set aside,
	 * because the next batch takes the slot of the batch before.
	 * @param number the open batch's number
	 * @param reason why the batch is complete
	 * @return whether this call sealed the batch
	 */
	public boolean seal(long number, SealReason reason) {
		return whileNothingIsStaged(() -> {
			boolean sealed = this.jdbc.sql(SEAL).params(reason.name(), this.pipeline, number).update() == 1;
			if (sealed) {
				this.jdbc.sql(OPEN_NEXT_IN_OTHER_SLOT).params(this.pipeline, number).update();
			}
			return sealed;
		}).orElse(false);
	}

	/**
	 * Does some work in one control transaction. No instance stages rows during that
	 * transaction.
	 * @param <T> the type of the result
	 * @param work what to do
	 * @return the result of the work, or empty if other transactions stage rows for too
	 * long; the method waits longer when it is called again, and ends the database
	 * sessions of instances that stand still
	 */
	public <T> Optional<T> whileNothingIsStaged(Supplier<T> work) {
		return this.sealLock.whileHeld(work);
	}

	/**
	 * Returns why the open batch cannot be sealed.
	 * @return the reason, or {@code null} if the last attempt to seal a batch succeeded,
	 * or if there have been few attempts since
	 */
	public @Nullable String sealProblem() {
		return this.sealLock.problem();
	}

	/**
	 * Closes an open batch that has no rows and opens the next batch in the same slot, in
	 * the current control transaction.
	 * @param number the open batch's number
	 */
	public void closeWithoutRows(long number) {
		this.jdbc.sql(CLOSE).params(this.pipeline, number).update();
		this.jdbc.sql(OPEN_NEXT_IN_SAME_SLOT).params(this.pipeline, number).update();
	}

}

package io.kafkatojdbc.staging;

import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;

import io.kafkatojdbc.ledger.OpenBatch;
import io.kafkatojdbc.ledger.StagingLedger;
import io.kafkatojdbc.table.CurrentStagingTable;

import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Copies rows into the open batch, and rejects the rows that the database refuses. Each
 * attempt is a transaction, and only the last transaction is committed.
 */
@Component
class StagingTransaction {

	/**
	 * The number of bad rows beyond which it is cheaper to search for all bad rows at
	 * once.
	 */
	private static final int BAD_ROWS_ONE_BY_ONE = 4;

	private final CurrentStagingTable table;

	private final RowCopy copy;

	private final BadRowSearch search;

	private final StagingLedger ledger;

	private final TransactionTemplate transaction;

	/**
	 * Whether the last refused poll had many bad rows. After a poll with many bad rows,
	 * the next refused poll usually has many as well.
	 */
	private volatile boolean manyBadRows;

	StagingTransaction(CurrentStagingTable table, RowCopy copy, BadRowSearch search, StagingLedger ledger,
			TransactionTemplate transaction) {
		this.table = table;
		this.copy = copy;
		this.search = search;
		this.ledger = ledger;
		this.transaction = transaction;
	}

	/**
	 * Copies the good rows.
	 * @param records the records; a record whose row is bad is rejected
	 * @param doubt what to do if the database takes none of the rows
	 * @param work the caller's work in the same transaction, which is done after the rows
	 * are copied
	 * @throws io.kafkatojdbc.table.TableChangedException if the table is no longer as it
	 * was when the rows were made for it
	 * @throws BadRowException if a row is bad and the rows are in binary format, because
	 * the error does not say which row is bad
	 */
	void insert(EncodedRecords records, Doubt doubt, StagingWork work) {
		if (!records.rejected().isEmpty()) {
			this.table.requireUnchanged(records.table());
		}
		for (int badRows = 0;; badRows++) {
			try {
				copy(records, work);
				return;
			}
			catch (BadRowException ex) {
				if (records.rows().format() == CopyFormat.BINARY) {
					throw ex;
				}
				// The transaction is rolled back. The other rows go into a new one.
				boolean oneByOne = badRows < BAD_ROWS_ONE_BY_ONE && !this.manyBadRows;
				reject(records, doubt, ex.refusal(), oneByOne ? ex.line() : OptionalLong.empty());
			}
		}
	}

	private void copy(EncodedRecords records, StagingWork work) {
		AtomicBoolean done = new AtomicBoolean();
		try {
			copy(records, work, done);
		}
		catch (DataAccessException ex) {
			// Only the commit checks constraints that are deferred.
			throw done.get() ? BadRowException.of(ex).map(RuntimeException.class::cast).orElse(ex) : ex;
		}
	}

	private void copy(EncodedRecords records, StagingWork work, AtomicBoolean done) {
		this.transaction.executeWithoutResult((status) -> {
			OpenBatch batch = this.ledger.holdOpenBatch();
			CopyRows rows = records.rows();
			if (rows.rowsNotLeftOut() > 0) {
				rows.stampBatch(batch.number());
				this.copy.copy(new CopyLayout(records.table()).copyInto(batch.slot(), rows.format()), rows);
			}
			// Somebody may have changed the table after the rows were encoded. Then a new
			// column would stay empty, and the bytes of a value are often valid for
			// another type, too.
			String slot = records.table().slots().get(batch.slot());
			CurrentStagingTable.requireSame(records.table(), batch.slot(), work.run(batch, records.staged(), slot));
			done.set(true);
		});
	}

	private void reject(EncodedRecords records, Doubt doubt, Refusal refusal, OptionalLong line) {
		if (records.rejected().isEmpty()) {
			this.table.requireUnchanged(records.table());
		}
		if (line.isPresent()) {
			records.reject(new BadRow(records.rows().rowOfLine(line.getAsLong()), refusal));
		}
		else {
			List<BadRow> bad = this.search.find(records.table(), records.rows());
			if (doubt == Doubt.HOLD) {
				BadRowSearch.requireCausedByRows(bad, records.rows());
			}
			bad.forEach(records::reject);
			this.manyBadRows = bad.size() > BAD_ROWS_ONE_BY_ONE;
		}
	}

	/**
	 * What to do if the database takes none of the rows, and no row is certainly the
	 * cause.
	 */
	enum Doubt {

		/** Stage nothing and reject nothing, because the table is probably the cause. */
		HOLD,

		/** Reject the records. */
		REJECT

	}

}

package io.kafkatojdbc.staging;

import java.util.List;
import java.util.OptionalLong;

import io.kafkatojdbc.ledger.OpenBatch;
import io.kafkatojdbc.ledger.StagingLedger;
import io.kafkatojdbc.table.CurrentStagingTable;

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
	 * @param work the caller's work in the same transaction, which is done after the rows
	 * are copied
	 * @throws io.kafkatojdbc.table.TableChangedException if the table is no longer as it
	 * was when the rows were made for it
	 * @throws BadRowException if a row is bad and the rows are in binary format, because
	 * the error does not say which row is bad
	 */
	void insert(EncodedRecords records, StagingWork work) {
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
				reject(records, ex, oneByOne ? ex.line() : OptionalLong.empty());
			}
		}
	}

	private void copy(EncodedRecords records, StagingWork work) {
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
			CurrentStagingTable.requireSame(records.table(), batch.slot(), work.run(batch, records.rejected(), slot));
		});
	}

	private void reject(EncodedRecords records, BadRowException ex, OptionalLong line) {
		if (records.rejected().isEmpty()) {
			this.table.requireUnchanged(records.table());
		}
		if (line.isPresent()) {
			records.reject(new BadRow(records.rows().rowOfLine(line.getAsLong()), ex.code(), ex.reason()));
		}
		else {
			List<BadRow> bad = this.search.find(records.table(), records.rows());
			bad.forEach(records::reject);
			this.manyBadRows = bad.size() > BAD_ROWS_ONE_BY_ONE;
		}
	}

}

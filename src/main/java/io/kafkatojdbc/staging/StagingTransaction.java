package io.kafkatojdbc.staging;

import java.util.List;
import java.util.OptionalLong;
import java.util.function.Consumer;

import io.kafkatojdbc.ledger.OpenBatch;
import io.kafkatojdbc.ledger.StagingLedger;
import io.kafkatojdbc.table.CurrentStagingTable;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings rows into the open batch, and sets those apart that the database refuses, one
 * transaction an attempt. Only the last one is committed.
 */
@Component
class StagingTransaction {

	/** Beyond that it is cheaper to look for all of them at once. */
	private static final int BAD_ROWS_ONE_BY_ONE = 4;

	private final CurrentStagingTable table;

	private final RowCopy copy;

	private final BadRowSearch search;

	private final StagingLedger ledger;

	private final TransactionTemplate transaction;

	/**
	 * Whether the last poll that was refused had many bad rows: where there are many, the
	 * next one has many as well.
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
	 * Copies the rows that are good.
	 * @param records the records, of which bad ones are rejected on the way
	 * @param work what belongs into the same transaction, to be done once the rows are
	 * copied
	 * @throws BadRowException if a row is bad, and they are in binary format, which does
	 * not tell which one
	 */
	void insert(EncodedRecords records, Consumer<OpenBatch> work) {
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
				// The transaction is rolled back, so the rest can go into another one.
				boolean oneByOne = badRows < BAD_ROWS_ONE_BY_ONE && !this.manyBadRows;
				reject(records, ex, oneByOne ? ex.line() : OptionalLong.empty());
			}
		}
	}

	private void copy(EncodedRecords records, Consumer<OpenBatch> work) {
		this.transaction.executeWithoutResult((status) -> {
			OpenBatch batch = this.ledger.holdOpenBatch();
			CopyRows rows = records.rows();
			if (rows.rowsNotLeftOut() > 0) {
				rows.stampBatch(batch.number());
				this.copy.copy(new CopyLayout(records.table()).copyInto(batch.slot(), rows.format()), rows);
				if (rows.format() == CopyFormat.BINARY) {
					// Bytes of one type are a value of many others, too.
					this.table.requireSameColumns(records.table(), batch.slot());
				}
			}
			work.accept(batch);
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

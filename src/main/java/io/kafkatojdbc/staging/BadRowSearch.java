package io.kafkatojdbc.staging;

import java.util.List;
import java.util.function.BiFunction;

import io.kafkatojdbc.database.ErrorLadder;
import io.kafkatojdbc.ledger.OpenBatch;
import io.kafkatojdbc.ledger.StagingLedger;
import io.kafkatojdbc.table.StagingTable;

import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Finds all rows that the database refuses. The search tries each row by itself, in a
 * transaction that is rolled back.
 */
@Component
class BadRowSearch {

	/**
	 * The mean length of a row, in bytes, beyond which a COPY is cheaper than parsing
	 * SQL.
	 */
	private static final int LONG_ROW = 1 << 16;

	private final RowCopy copy;

	private final RowTrial trial;

	private final StagingLedger ledger;

	private final TransactionTemplate transaction;

	BadRowSearch(RowCopy copy, RowTrial trial, StagingLedger ledger, TransactionTemplate transaction) {
		this.copy = copy;
		this.trial = trial;
		this.ledger = ledger;
		this.transaction = transaction;
	}

	List<BadRow> find(StagingTable table, CopyRows rows) {
		List<BadRow> bad = tryOnServer(table, rows);
		if (bad.isEmpty()) {
			bad = inRolledBack(rows, (batch, all) -> this.copy
				.findBadRows(new CopyLayout(table).copyInto(batch.slot(), CopyFormat.TEXT), all));
		}
		if (bad.isEmpty()) {
			throw new IllegalStateException("The database refuses the rows of a poll together, but none by itself");
		}
		return bad;
	}

	private List<BadRow> tryOnServer(StagingTable table, CopyRows rows) {
		if (rows.length() / rows.rows() > LONG_ROW) {
			return List.of();
		}
		try {
			return inRolledBack(rows, (batch, all) -> this.trial.findBadRows(table, batch.slot(), all));
		}
		catch (BadRowException ex) {
			// COPY reads some values that cannot be written in SQL.
			return List.of();
		}
		catch (DataAccessException ex) {
			if (ErrorLadder.passes(ex)) {
				throw ex;
			}
			// The database role may lack the right to run code on the server.
			return List.of();
		}
	}

	private List<BadRow> inRolledBack(CopyRows rows, BiFunction<OpenBatch, CopyRows, List<BadRow>> search) {
		return this.transaction.execute((status) -> {
			status.setRollbackOnly();
			OpenBatch batch = this.ledger.holdOpenBatch();
			rows.stampBatch(batch.number());
			return search.apply(batch, rows);
		});
	}

}

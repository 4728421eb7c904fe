package io.kafkatojdbc.staging;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

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

	/**
	 * Returns the rows that the database refuses.
	 * @param table the staging table
	 * @param rows the rows; those that are left out are not tried
	 * @return the refused rows, at least one
	 * @throws IllegalStateException if the database refuses no row by itself
	 */
	List<BadRow> find(StagingTable table, CopyRows rows) {
		List<BadRow> bad = tryOnServer(table, rows);
		if (bad.isEmpty()) {
			bad = tryByCopy(table, rows, (row) -> true);
		}
		else if (!areCertain(bad)) {
			bad = placed(bad, table, rows);
		}
		if (bad.isEmpty()) {
			throw new IllegalStateException("The database refuses the rows of a poll together, but none by itself");
		}
		return bad;
	}

	/**
	 * Tries the rows again whose cause is not certain. COPY places an error in a column
	 * where SQL does not: some types raise an error instead of answering that a value is
	 * not valid.
	 */
	private List<BadRow> placed(List<BadRow> bad, StagingTable table, CopyRows rows) {
		Map<Integer, BadRow> found = bad.stream().collect(Collectors.toMap(BadRow::row, Function.identity()));
		return tryByCopy(table, rows, (row) -> found.containsKey(row) && !found.get(row).refusal().certain()).stream()
			.collect(() -> new TreeMap<>(found), (all, each) -> all.put(each.row(), each), Map::putAll)
			.values()
			.stream()
			.toList();
	}

	private List<BadRow> tryByCopy(StagingTable table, CopyRows rows, IntPredicate which) {
		return inRolledBack(rows, (batch, all) -> this.copy
			.findBadRows(new CopyLayout(table).copyInto(batch.slot(), CopyFormat.TEXT), all, which));
	}

	/**
	 * Checks that rows are refused because of what they are. If no row at all can be
	 * staged, an error that no row has certainly caused is probably an error of the
	 * table.
	 * @param bad the refused rows
	 * @param rows the rows that were tried
	 * @throws IllegalStateException if the cause is probably the table
	 */
	static void requireCausedByRows(List<BadRow> bad, CopyRows rows) {
		if (mayBeTheTable(bad, rows)) {
			throw new IllegalStateException(
					"The staging table takes none of %d rows, so the table is probably the cause, and no record is rejected: %s"
						.formatted(bad.size(),
								bad.stream()
									.map(BadRow::refusal)
									.filter((refusal) -> !refusal.certain())
									.map(Refusal::withoutRow)
									.findFirst()
									.orElseThrow()));
		}
	}

	private static boolean mayBeTheTable(List<BadRow> bad, CopyRows rows) {
		return bad.size() == rows.rowsNotLeftOut() && !areCertain(bad);
	}

	private static boolean areCertain(List<BadRow> bad) {
		return bad.stream().allMatch((each) -> each.refusal().certain());
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
			this.copy.checkConstraintsAtOnce();
			return search.apply(batch, rows);
		});
	}

}

package io.kafkatojdbc.staging;

import java.util.List;
import java.util.OptionalLong;

import io.kafkatojdbc.ledger.OpenBatch;
import io.kafkatojdbc.ledger.RejectedRecords;
import io.kafkatojdbc.ledger.StagingLedger;
import io.kafkatojdbc.ledger.StaleOffsetException;
import io.kafkatojdbc.staging.RowCopy.BadRow;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Stages polls: rows, offsets and counts change in one transaction, or not at all.
 */
@Component
public class Stager {

	private static final Logger log = LoggerFactory.getLogger(Stager.class);

	/** Beyond that it is cheaper to try each row by itself. */
	private static final int BAD_ROWS_ONE_BY_ONE = 8;

	private final CurrentStagingTable table;

	private final RowCopy copy;

	private final StagingLedger ledger;

	private final RejectedRecords rejectedRecords;

	private final TransactionTemplate transaction;

	private final StagingMeters meters;

	Stager(CurrentStagingTable table, RowCopy copy, StagingLedger ledger, RejectedRecords rejectedRecords,
			TransactionTemplate transaction, StagingMeters meters) {
		this.table = table;
		this.copy = copy;
		this.ledger = ledger;
		this.rejectedRecords = rejectedRecords;
		this.transaction = transaction;
		this.meters = meters;
	}

	/**
	 * Stages a poll. A record that cannot become a row is kept as rejected, and its
	 * neighbours are staged. After an exception nothing of the poll may be assumed: read
	 * the ledger to know where it stands.
	 * @param poll what was polled
	 * @throws StaleOffsetException if the ledger is not where the poll begins
	 * @throws org.springframework.dao.DataAccessException if the database can't stage now
	 */
	public void stage(Poll poll) {
		try {
			EncodedPoll encoded = new EncodedPoll(this.table.get(), poll);
			insertGoodRows(encoded);
			this.meters.staged(encoded);
			log.debug("Staged {} rows, rejected {} records", encoded.rows().rowsNotLeftOut(),
					encoded.rejected().size());
		}
		catch (StaleOffsetException ex) {
			throw ex;
		}
		catch (RuntimeException ex) {
			this.table.doubt();
			throw ex;
		}
	}

	private void insertGoodRows(EncodedPoll encoded) {
		for (int badRows = 0;; badRows++) {
			try {
				insert(encoded);
				return;
			}
			catch (BadRowException ex) {
				// The transaction is rolled back, so the same poll can go into another
				// one.
				reject(encoded, (badRows < BAD_ROWS_ONE_BY_ONE) ? ex.line() : OptionalLong.empty(), ex.reason());
			}
		}
	}

	private void insert(EncodedPoll encoded) {
		this.transaction.executeWithoutResult((status) -> {
			OpenBatch batch = this.ledger.holdOpenBatch();
			this.ledger.advance(batch, encoded.progress());
			CopyRows rows = encoded.rows();
			if (rows.rowsNotLeftOut() > 0) {
				rows.stampBatch(batch.number());
				this.copy.copy(encoded.table().copyInto(batch.slot()), rows);
			}
			if (!encoded.rejected().isEmpty()) {
				this.rejectedRecords.add(batch, encoded.rejected());
			}
		});
	}

	private void reject(EncodedPoll encoded, OptionalLong line, String reason) {
		if (encoded.rows().rowsNotLeftOut() == encoded.rows().rows() && this.table.hasChanged(encoded.table())) {
			throw new IllegalStateException("The staging table has changed; what was polled is read again");
		}
		if (line.isPresent()) {
			encoded.reject(encoded.rows().rowOfLine(line.getAsLong()), reason);
		}
		else {
			findBadRows(encoded).forEach((bad) -> encoded.reject(bad.row(), bad.reason()));
		}
	}

	private List<BadRow> findBadRows(EncodedPoll encoded) {
		List<BadRow> bad = this.transaction.execute((status) -> {
			status.setRollbackOnly();
			OpenBatch batch = this.ledger.holdOpenBatch();
			encoded.rows().stampBatch(batch.number());
			return this.copy.findBadRows(encoded.table().copyInto(batch.slot()), encoded.rows());
		});
		if (bad.isEmpty()) {
			throw new IllegalStateException("The database refuses the rows of a poll together, but none by itself");
		}
		return bad;
	}

}

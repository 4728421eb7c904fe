package io.kafkatojdbc.staging;

import java.time.Duration;
import java.util.List;

import io.kafkatojdbc.database.ErrorLadder;
import io.kafkatojdbc.database.Reason;
import io.kafkatojdbc.ledger.SealPendingException;
import io.kafkatojdbc.ledger.StagingLedger;
import io.kafkatojdbc.ledger.StaleOffsetException;
import io.kafkatojdbc.table.CurrentStagingTable;
import io.kafkatojdbc.trace.Trace;
import io.kafkatojdbc.trace.Traces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Stages polls. The rows of a poll, its offsets and its counts change in one transaction.
 */
@Component
public class Stager {

	private static final Logger log = LoggerFactory.getLogger(Stager.class);

	private final PartitionOrders orders;

	private final RecordStager records;

	private final CurrentStagingTable table;

	private final StagingLedger ledger;

	private final RejectedRecords rejectedRecords;

	private final StagingMeters meters;

	private final Traces traces;

	Stager(PartitionOrders orders, RecordStager records, CurrentStagingTable table, StagingLedger ledger,
			RejectedRecords rejectedRecords, StagingMeters meters, Traces traces) {
		this.orders = orders;
		this.records = records;
		this.table = table;
		this.ledger = ledger;
		this.rejectedRecords = rejectedRecords;
		this.meters = meters;
		this.traces = traces;
	}

	/**
	 * Stages a poll. A record that cannot become a row is kept as rejected, and the other
	 * records are staged. If the database ends the transaction, the poll is staged in
	 * smaller transactions. After an exception, only the ledger says how much of the poll
	 * is staged.
	 * @param poll the poll
	 * @throws StaleOffsetException if the ledger's next offset is not the one at which
	 * the poll begins
	 * @throws org.springframework.dao.DataAccessException if the database cannot stage
	 * rows now
	 */
	public void stage(Poll poll) {
		try (Trace trace = this.traces.begin("ingest.stage")) {
			trace.tag("ingest.partitions", poll.partitions()).run(() -> stageOrHalve(poll));
		}
	}

	private void stageOrHalve(Poll poll) {
		long start = System.nanoTime();
		try {
			stageAtOnce(poll);
			this.meters.took(since(start));
		}
		catch (StaleOffsetException ex) {
			this.orders.failed(poll);
			this.meters.failedAfter(since(start));
			throw ex;
		}
		catch (SealPendingException ex) {
			this.orders.failed(poll);
			throw ex;
		}
		catch (RuntimeException ex) {
			this.orders.failed(poll);
			this.meters.failedAfter(since(start));
			this.table.doubt();
			List<Poll> halves = ErrorLadder.endedEarly(ex) ? poll.halves() : List.of();
			if (halves.isEmpty()) {
				throw ex;
			}
			// The transaction may have exceeded its time limit, as it would again and
			// again.
			log.warn("The database ended the staging of a poll, which is now staged in halves: {}", Reason.of(ex));
			halves.forEach(this::stage);
		}
	}

	private static Duration since(long start) {
		return Duration.ofNanos(System.nanoTime() - start);
	}

	private void stageAtOnce(Poll poll) {
		OrderedPoll ordered = this.orders.count(poll);
		Staged staged = this.records.stage(ordered.records(), (batch, planned, slot) -> {
			long layout = this.ledger.advance(batch, ordered.progress(planned), slot);
			this.rejectedRecords.add(batch, planned.rejected());
			this.traces.note("ingest.batch", batch.number());
			return layout;
		});
		this.orders.staged(ordered.progress(staged));
		this.traces.note("ingest.rows", staged.rows());
		this.traces.note("ingest.rejected", staged.rejected().size());
		this.meters.staged(staged);
		log.debug("Staged {} records as {} rows, rejected {}, skipped {}", staged.records(), staged.rows(),
				staged.rejected().size(), staged.skipped());
	}

}

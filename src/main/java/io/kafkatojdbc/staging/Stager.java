package io.kafkatojdbc.staging;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

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

	private final RejectionBreaker breaker;

	private final StagingMeters meters;

	private final Traces traces;

	Stager(PartitionOrders orders, RecordStager records, CurrentStagingTable table, StagingLedger ledger,
			RejectedRecords rejectedRecords, RejectionBreaker breaker, StagingMeters meters, Traces traces) {
		this.orders = orders;
		this.records = records;
		this.table = table;
		this.ledger = ledger;
		this.rejectedRecords = rejectedRecords;
		this.breaker = breaker;
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
	 * @throws HeldException if too many records in a row are rejected; the records before
	 * the limit are staged
	 * @throws org.springframework.dao.DataAccessException if the database cannot stage
	 * rows now
	 */
	public void stage(Poll poll) {
		if (poll.size() > 0 && this.breaker.isHolding()) {
			throw new HeldException();
		}
		Optional<Poll> cut = stageOrCut(poll, this.records::stage);
		if (cut.isPresent()) {
			stageUpToLimit(cut.get());
			this.breaker.trip();
			throw new HeldException();
		}
	}

	/**
	 * Stages the beginning of a poll. The whole poll has shown that the table is not the
	 * cause. Meanwhile other consumers may have come nearer to the limit.
	 */
	private void stageUpToLimit(Poll beginning) {
		Optional<Poll> cut = Optional.of(beginning);
		while (cut.isPresent() && cut.get().size() > 0) {
			cut = stageOrCut(cut.get(), this.records::stageAgain);
		}
	}

	/** Returns the part of the poll that may still be staged, or empty if all is. */
	private Optional<Poll> stageOrCut(Poll poll, Staging staging) {
		try {
			stage(poll, staging);
			return Optional.empty();
		}
		catch (PollCutException ex) {
			return Optional.of(ex.before());
		}
	}

	/**
	 * Returns whether polls with records are not staged now, because too many records in
	 * a row were rejected.
	 * @return whether {@link #stage} refuses these polls
	 */
	public boolean isHolding() {
		return this.breaker.isHolding();
	}

	private void stage(Poll poll, Staging staging) {
		try (Trace trace = this.traces.begin("ingest.stage")) {
			trace.tag("ingest.partitions", poll.partitions()).run(() -> stageOrHalve(poll, staging));
		}
	}

	private void stageOrHalve(Poll poll, Staging staging) {
		long start = System.nanoTime();
		try {
			stageAtOnce(poll, staging);
			this.meters.took(since(start));
		}
		catch (StaleOffsetException ex) {
			this.orders.failed(poll);
			this.meters.failedAfter(since(start));
			throw ex;
		}
		catch (SealPendingException | PollCutException ex) {
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
			halves.forEach((half) -> stage(half, staging));
		}
	}

	private static Duration since(long start) {
		return Duration.ofNanos(System.nanoTime() - start);
	}

	private void stageAtOnce(Poll poll, Staging staging) {
		OrderedPoll ordered = this.orders.count(poll);
		RejectionCount count = this.breaker.count(poll);
		Staged staged = staging.stage(ordered.records(), (batch, planned, slot) -> {
			count.check(planned.rejected());
			long layout = this.ledger.advance(batch, ordered.progress(planned), slot);
			this.rejectedRecords.add(batch, planned.rejected());
			count.store();
			this.traces.note("ingest.batch", batch.number());
			return layout;
		});
		this.orders.staged(ordered.progress(staged));
		this.traces.note("ingest.rows", staged.rows());
		this.traces.note("ingest.rejected", staged.rejected().size());
		this.meters.staged(staged);
		log.debug("Staged {} records as {} rows, rejected {}, skipped {}", staged.records(), staged.rows(),
				staged.rejected().size(), staged.skipped());
		if (count.isFull()) {
			this.breaker.trip();
		}
	}

	/** A way to stage records. */
	@FunctionalInterface
	private interface Staging {

		Staged stage(OrderedRecords records, StagingWork work);

	}

}

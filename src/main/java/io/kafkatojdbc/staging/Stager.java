package io.kafkatojdbc.staging;

import java.time.Duration;
import java.util.List;

import io.kafkatojdbc.ledger.ErrorLadder;
import io.kafkatojdbc.ledger.RejectedRecords;
import io.kafkatojdbc.ledger.StagingLedger;
import io.kafkatojdbc.ledger.StaleOffsetException;
import io.kafkatojdbc.staging.RowEncoders.RowEncoder;
import io.kafkatojdbc.trace.Trace;
import io.kafkatojdbc.trace.Traces;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Stages polls: the rows of a poll, its offsets and its counts change in one transaction.
 */
@Component
public class Stager {

	private static final Logger log = LoggerFactory.getLogger(Stager.class);

	private final CurrentStagingTable table;

	private final FormatChoice format;

	private final RowSieve sieve;

	private final StagingLedger ledger;

	private final RejectedRecords rejectedRecords;

	private final StagingMeters meters;

	private final RowEncoders encoders;

	private final Traces traces;

	Stager(CurrentStagingTable table, FormatChoice format, RowSieve sieve, StagingLedger ledger,
			RejectedRecords rejectedRecords, StagingMeters meters, RowEncoders encoders, Traces traces) {
		this.table = table;
		this.format = format;
		this.sieve = sieve;
		this.ledger = ledger;
		this.rejectedRecords = rejectedRecords;
		this.meters = meters;
		this.encoders = encoders;
		this.traces = traces;
	}

	/**
	 * Stages a poll. A record that cannot become a row is kept as rejected, and its
	 * neighbours are staged. What the database cuts off is staged in smaller
	 * transactions. After an exception nothing of the poll may be assumed: read the
	 * ledger to know where it stands.
	 * @param poll what was polled
	 * @throws StaleOffsetException if the ledger is not where the poll begins
	 * @throws org.springframework.dao.DataAccessException if the database can't stage now
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
			this.meters.failedAfter(since(start));
			throw ex;
		}
		catch (RuntimeException ex) {
			this.meters.failedAfter(since(start));
			this.table.doubt();
			List<Poll> halves = ErrorLadder.lostConnection(ex) ? poll.halves() : List.of();
			if (halves.isEmpty()) {
				throw ex;
			}
			// It may have taken longer than a transaction may, and would do so for ever.
			log.warn("The connection was lost while a poll was staged, which is now staged in halves: {}",
					ex.getMessage());
			halves.forEach(this::stage);
		}
	}

	private static Duration since(long start) {
		return Duration.ofNanos(System.nanoTime() - start);
	}

	private void stageAtOnce(Poll poll) {
		StagingTable current = this.table.get();
		if (!poll.hasRecords() || this.format.next(current) == CopyFormat.TEXT) {
			insert(poll, current, CopyFormat.TEXT);
			return;
		}
		try {
			insert(poll, current, CopyFormat.BINARY);
			this.format.succeeded();
		}
		catch (NotPlainException | BadRowException ex) {
			this.format.failed();
			this.table.doubt();
			insert(poll, this.table.get(), CopyFormat.TEXT);
		}
	}

	private void insert(Poll poll, StagingTable current, CopyFormat format) {
		RowEncoder encoder = this.encoders.take(current, format);
		try {
			insert(poll, new EncodedRecords(current, encoder.encoder(), encoder.rows(), poll.records()));
		}
		finally {
			this.encoders.giveBack(encoder);
		}
	}

	private void insert(Poll poll, EncodedRecords records) {
		this.sieve.insert(records, (batch) -> {
			this.ledger.advance(batch, poll.progress(records.rejected()));
			this.rejectedRecords.add(batch, records.rejected());
			this.traces.note("ingest.batch", batch.number());
		});
		this.traces.note("ingest.rows", records.rows().rowsNotLeftOut());
		this.traces.note("ingest.rejected", records.rejected().size());
		this.meters.staged(records);
		log.debug("Staged {} rows, rejected {} records", records.rows().rowsNotLeftOut(), records.rejected().size());
	}

}

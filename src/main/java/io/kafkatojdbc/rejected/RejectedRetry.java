package io.kafkatojdbc.rejected;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import io.kafkatojdbc.ledger.RecordPlace;
import io.kafkatojdbc.staging.OrderedRecords;
import io.kafkatojdbc.staging.RejectedRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

import org.springframework.stereotype.Component;

/**
 * Retries rejected records: one as it is, one with another value, or a selection. One
 * retry runs at a time, because a retry uses a connection that consumers wait for. Other
 * calls are refused meanwhile, so that they do not take all threads of the web server.
 */
@Component
class RejectedRetry {

	private static final int RECORDS_AT_ONCE = 1_000;

	private final RejectedArchive archive;

	private final RetryStager stager;

	private final RetryResults results;

	private final ReentrantLock turn = new ReentrantLock();

	RejectedRetry(RejectedArchive archive, RetryStager stager, RetryResults results) {
		this.archive = archive;
		this.stager = stager;
		this.results = results;
	}

	/**
	 * Stages one record as it came.
	 * @param kept the record
	 * @throws RejectedDecisionException if the record still cannot become a row; the
	 * reason is stored
	 * @throws DecidedMeanwhileException if the record no longer waits
	 * @throws RetryRunsException if another retry is running
	 */
	void retry(KeptRecord kept) {
		requireStaged(alone(() -> {
			List<RejectedRecord> rejected = stage(kept, kept.kafkaRecord());
			rejected.forEach(this.results::stillRejected);
			return rejected;
		}));
	}

	/**
	 * Stages one record with another value.
	 * @param kept the record
	 * @param value the new value; the ledger keeps the original value
	 * @throws RejectedDecisionException if the record cannot become a row with the new
	 * value either
	 * @throws DecidedMeanwhileException if the record no longer waits
	 * @throws RetryRunsException if another retry is running
	 */
	void retry(KeptRecord kept, CorrectedValue value) {
		requireStaged(alone(() -> stage(kept, value.in(kept.kafkaRecord()))));
	}

	private <T> T alone(Supplier<T> retry) {
		if (!this.turn.tryLock()) {
			throw new RetryRunsException();
		}
		try {
			return retry.get();
		}
		finally {
			this.turn.unlock();
		}
	}

	private List<RejectedRecord> stage(KeptRecord kept, ConsumerRecord<byte[], byte[]> kafkaRecord) {
		OrderedRecords one = new OrderedRecords();
		one.add(kafkaRecord, kept.order());
		return this.stager.stage(one);
	}

	private static void requireStaged(List<RejectedRecord> rejected) {
		rejected.stream().findFirst().ifPresent((each) -> {
			throw RejectedDecisionException.stillRejected(each);
		});
	}

	/**
	 * Stages all records of a selection that can become rows now.
	 * @param selection the records to stage
	 * @return how many records became rows, and how many are still rejected
	 * @throws RetryRunsException if another retry is running
	 */
	Retried retryAll(RejectedSelection selection) {
		return alone(() -> retryWhole(selection));
	}

	private Retried retryWhole(RejectedSelection selection) {
		Instant until = this.archive.latest();
		RecordPlace after = RecordPlace.BEGINNING;
		Retried all = new Retried(0, 0);
		List<KeptRecord> few = this.archive.read(selection, after, RECORDS_AT_ONCE, until);
		while (!few.isEmpty()) {
			Optional<Retried> done = retryFew(few);
			if (done.isPresent()) {
				all = all.plus(done.get());
				after = few.get(few.size() - 1).place();
			}
			few = this.archive.read(selection, after, RECORDS_AT_ONCE, until);
		}
		return all;
	}

	private Optional<Retried> retryFew(List<KeptRecord> few) {
		OrderedRecords records = new OrderedRecords();
		few.stream()
			.filter((kept) -> !kept.cameAgain())
			.forEach((kept) -> records.add(kept.kafkaRecord(), kept.order()));
		int size = records.records().size();
		try {
			List<RejectedRecord> rejected = this.stager.stage(records);
			rejected.forEach(this.results::stillRejected);
			return Optional.of(new Retried(size - rejected.size(), few.size() - size + rejected.size()));
		}
		catch (DecidedMeanwhileException ex) {
			// Nothing is staged. The records that still wait are read again.
			return Optional.empty();
		}
	}

}

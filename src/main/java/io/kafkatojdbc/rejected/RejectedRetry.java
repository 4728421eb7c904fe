package io.kafkatojdbc.rejected;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.kafkatojdbc.ledger.RecordPlace;
import io.kafkatojdbc.staging.RecordStager;
import io.kafkatojdbc.staging.RejectedRecord;
import io.kafkatojdbc.staging.Staged;
import org.apache.kafka.clients.consumer.ConsumerRecord;

import org.springframework.stereotype.Component;

/**
 * Stages rejected records into the open batch, under their own partition and offset. The
 * row and the decision are written in one transaction. The offsets of the topic do not
 * change.
 */
@Component
class RejectedRetry {

	private static final int RECORDS_AT_ONCE = 1_000;

	private final RecordStager stager;

	private final RejectedArchive archive;

	private final RejectedDecisions decisions;

	private final RejectedMeters meters;

	RejectedRetry(RecordStager stager, RejectedArchive archive, RejectedDecisions decisions, RejectedMeters meters) {
		this.stager = stager;
		this.archive = archive;
		this.decisions = decisions;
		this.meters = meters;
	}

	/**
	 * Stages one record as it came.
	 * @param kept the record
	 * @throws RejectedDecisionException if the record still cannot become a row; the
	 * reason is stored
	 * @throws DecidedMeanwhileException if the record no longer waits
	 */
	void retry(KeptRecord kept) {
		List<RejectedRecord> rejected = stage(List.of(kept.kafkaRecord()));
		rejected.forEach(this.decisions::stillRejected);
		requireStaged(rejected);
	}

	/**
	 * Stages one record with another value.
	 * @param kept the record
	 * @param value the new value; the ledger keeps the original value
	 * @throws RejectedDecisionException if the record cannot become a row with the new
	 * value either
	 * @throws DecidedMeanwhileException if the record no longer waits
	 */
	void retry(KeptRecord kept, CorrectedValue value) {
		requireStaged(stage(List.of(value.in(kept.kafkaRecord()))));
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
	 */
	Retried retryAll(RejectedSelection selection) {
		Instant until = this.archive.now();
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
		List<ConsumerRecord<byte[], byte[]>> records = few.stream()
			.filter((kept) -> !kept.cameAgain())
			.map(KeptRecord::kafkaRecord)
			.toList();
		try {
			List<RejectedRecord> rejected = stage(records);
			rejected.forEach(this.decisions::stillRejected);
			return Optional
				.of(new Retried(records.size() - rejected.size(), few.size() - records.size() + rejected.size()));
		}
		catch (DecidedMeanwhileException ex) {
			// Nothing is staged. The records that still wait are read again.
			return Optional.empty();
		}
	}

	private List<RejectedRecord> stage(List<ConsumerRecord<byte[], byte[]>> records) {
		Staged staged = this.stager.stageAsText(records, (batch, rejected) -> {
			if (!this.decisions.retried(batch, others(records, rejected))) {
				throw new DecidedMeanwhileException();
			}
		});
		this.meters.retried(staged.rows());
		return staged.rejected();
	}

	private static List<RecordPlace> others(List<ConsumerRecord<byte[], byte[]>> records,
			List<RejectedRecord> rejected) {
		Set<RecordPlace> without = rejected.stream()
			.map((each) -> place(each.kafkaRecord()))
			.collect(Collectors.toSet());
		return records.stream().map(RejectedRetry::place).filter((place) -> !without.contains(place)).toList();
	}

	private static RecordPlace place(ConsumerRecord<?, ?> kafkaRecord) {
		return new RecordPlace(kafkaRecord.partition(), kafkaRecord.offset());
	}

	/** Thrown if one of the records no longer waits. */
	static final class DecidedMeanwhileException extends RuntimeException {

	}

	/**
	 * The result of retrying a selection of records.
	 *
	 * @param retried the number of records that became rows
	 * @param stillRejected the number of records that still cannot become rows, or that
	 * were read again after the ledger was set back
	 * @param stillRejected cannot become rows now either, or were read again since then
	 */
	record Retried(long retried, long stillRejected) {

		Retried plus(Retried other) {
			return new Retried(this.retried + other.retried, this.stillRejected + other.stillRejected);
		}

	}

}

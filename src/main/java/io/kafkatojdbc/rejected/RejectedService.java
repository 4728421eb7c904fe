package io.kafkatojdbc.rejected;

import java.time.Instant;
import java.util.List;

import io.kafkatojdbc.ledger.RecordPlace;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/**
 * Shows rejected records to an operator, and carries out decisions about the waiting
 * ones.
 */
@Component
class RejectedService {

	private static final int RECORDS_AT_ONCE = 1_000;

	private final RejectedArchive archive;

	private final RejectedDiscards discards;

	private final RejectedRetry retry;

	private final RejectedMeters meters;

	RejectedService(RejectedArchive archive, RejectedDiscards discards, RejectedRetry retry, RejectedMeters meters) {
		this.archive = archive;
		this.discards = discards;
		this.retry = retry;
		this.meters = meters;
	}

	List<RejectedEntry> list(RejectedSelection selection, String after, int limit) {
		return this.archive.list(selection, after.isEmpty() ? RecordPlace.BEGINNING : RecordPlace.of(after), limit);
	}

	KeptRecord one(RecordPlace place) {
		return find(place);
	}

	RejectedEntry retry(RecordPlace place, byte @Nullable [] correction) {
		KeptRecord kept = waiting(place);
		if (kept.cameAgain()) {
			throw RejectedDecisionException.cameAgain();
		}
		try {
			if (correction == null || correction.length == 0) {
				this.retry.retry(kept);
			}
			else {
				this.retry.retry(kept, CorrectedValue.of(correction));
			}
		}
		catch (DecidedMeanwhileException ex) {
			throw RejectedDecisionException.decided(find(place).entry());
		}
		return find(place).entry();
	}

	Retried retryAll(RejectedSelection selection) {
		return this.retry.retryAll(selection);
	}

	void discard(RecordPlace place) {
		if (!this.discards.discard(place)) {
			throw RejectedDecisionException.decided(waiting(place).entry());
		}
		this.meters.discarded(1);
	}

	long discardAll(RejectedSelection selection) {
		Instant until = this.archive.latest();
		long all = 0;
		int few = this.discards.discard(selection, RECORDS_AT_ONCE, until);
		while (few > 0) {
			this.meters.discarded(few);
			all += few;
			few = this.discards.discard(selection, RECORDS_AT_ONCE, until);
		}
		return all;
	}

	private KeptRecord waiting(RecordPlace place) {
		KeptRecord kept = find(place);
		if (kept.entry().state() != RejectionState.WAITING) {
			throw RejectedDecisionException.decided(kept.entry());
		}
		return kept;
	}

	private KeptRecord find(RecordPlace place) {
		return this.archive.find(place).orElseThrow(() -> RejectedDecisionException.unknown(place));
	}

}

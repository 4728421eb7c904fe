package io.kafkatojdbc.rejected;

import io.kafkatojdbc.staging.RejectedRun;
import io.kafkatojdbc.staging.RejectionBreaker;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Knows how many records were rejected in a row, and goes on if an operator decides so.
 */
@Component
class InARowService {

	private static final Logger log = LoggerFactory.getLogger(InARowService.class);

	private final RejectionBreaker breaker;

	private final RejectedArchive archive;

	InARowService(RejectionBreaker breaker, RejectedArchive archive) {
		this.breaker = breaker;
		this.archive = archive;
	}

	RejectedInARow now() {
		RejectedRun run = this.breaker.read();
		long limit = this.breaker.limit();
		RejectedEntry last = (run.last() != null) ? this.archive.find(run.last()).map(KeptRecord::entry).orElse(null)
				: null;
		return new RejectedInARow(run.records(), limit, limit > 0 && run.records() >= limit, last);
	}

	RejectedInARow goOn(@Nullable String who) {
		RejectedInARow before = now();
		if (!this.breaker.goOn()) {
			throw RejectedDecisionException.notHeld(before);
		}
		log.warn("{} records were rejected in a row, and the pipeline goes on, as {} has asked for", before.rejected(),
				(who != null) ? who : "somebody");
		return before;
	}

}

package io.kafkatojdbc.staging;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.stereotype.Component;

/**
 * Counts what is staged: {@code ingest.records.polled} = {@code ingest.records.staged} +
 * {@code ingest.records.rejected}; and {@code ingest.fields.ignored}, JSON fields that
 * the staging table has no column for.
 */
@Component
class StagingMeters {

	private final Counter polled;

	private final Counter staged;

	private final Counter rejected;

	private final Counter ignoredFields;

	StagingMeters(MeterRegistry registry) {
		this.polled = registry.counter("ingest.records.polled");
		this.staged = registry.counter("ingest.records.staged");
		this.rejected = registry.counter("ingest.records.rejected");
		this.ignoredFields = registry.counter("ingest.fields.ignored");
	}

	void staged(EncodedPoll poll) {
		int rows = poll.rows().rowsNotLeftOut();
		this.polled.increment((double) rows + poll.rejected().size());
		this.staged.increment(rows);
		this.rejected.increment(poll.rejected().size());
		this.ignoredFields.increment((double) poll.rows().ignoredFields());
	}

}

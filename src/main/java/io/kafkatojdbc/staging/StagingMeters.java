package io.kafkatojdbc.staging;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

import io.kafkatojdbc.ledger.RejectionCode;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.stereotype.Component;

/**
 * Counts what is staged: {@code ingest.records.polled} = {@code ingest.records.staged} +
 * {@code ingest.records.rejected}, the latter by {@code code}; apart from these
 * {@code ingest.records.retried}, rejected records that were staged after all; and
 * {@code ingest.fields.ignored}, JSON fields that the staging table has no column for.
 */
@Component
class StagingMeters {

	private final Counter polled;

	private final Counter staged;

	private final Map<RejectionCode, Counter> rejected = new EnumMap<>(RejectionCode.class);

	private final Counter retried;

	private final Counter ignoredFields;

	StagingMeters(MeterRegistry registry) {
		this.polled = registry.counter("ingest.records.polled");
		this.staged = registry.counter("ingest.records.staged");
		for (RejectionCode code : RejectionCode.values()) {
			this.rejected.put(code, registry.counter("ingest.records.rejected", "code", code.name()));
		}
		this.retried = registry.counter("ingest.records.retried");
		this.ignoredFields = registry.counter("ingest.fields.ignored");
	}

	void staged(EncodedRecords poll) {
		int rows = poll.rows().rowsNotLeftOut();
		this.polled.increment((double) rows + poll.rejected().size());
		this.staged.increment(rows);
		poll.rejected().forEach((each) -> Objects.requireNonNull(this.rejected.get(each.code())).increment());
		this.ignoredFields.increment((double) poll.rows().ignoredFields());
	}

	void retried(long records) {
		this.retried.increment((double) records);
	}

}

package io.kafkatojdbc.advice;

import java.util.List;
import java.util.Map;

import org.springframework.stereotype.Component;

/**
 * Finds batches that wait for rows that do not come, and for a silence that is never long
 * enough.
 */
@Component
class OldBatches implements Rule {

	private static final String MAX_AGE = "ingest.batch.max-age";

	private static final String QUIET_PERIOD = "ingest.batch.quiet-period";

	private static final String MAX_ROWS = "ingest.batch.max-rows";

	private static final int ENOUGH_BATCHES = 5;

	private static final double MOSTLY = 0.8;

	@Override
	public List<Advice> advise(Figures figures) {
		BatchFigures batches = figures.batches();
		long maxRows = figures.number(MAX_ROWS).orElse(1L);
		boolean mostlyByAge = batches.count() >= ENOUGH_BATCHES && batches.byAge() >= batches.count() * MOSTLY;
		return (mostlyByAge && batches.rows() < maxRows / 10.0) ? List.of(new Advice(MAX_AGE, null,
				Map.of("batches", batches.count(), "byAge", batches.byAge(), "rows", batches.rows(), MAX_ROWS, maxRows),
				"%d of the last %d batches were complete by their age (%s=%s) with %s rows on average, far from %s=%d: lower it, or %s=%s, if the target is to be fresher; if not, all is well."
					.formatted(batches.byAge(), batches.count(), MAX_AGE, figures.settings().get(MAX_AGE),
							Words.number(batches.rows()), MAX_ROWS, maxRows, QUIET_PERIOD,
							figures.settings().get(QUIET_PERIOD))))
				: List.of();
	}

}

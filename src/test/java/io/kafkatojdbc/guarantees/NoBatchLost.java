package io.kafkatojdbc.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Batches are numbered without a gap, each begins where the one before it ended, and all
 * that were sealed are merged.
 */
final class NoBatchLost implements Guarantee {

	private static final String GAPS = """
			SELECT format('batch %s after %s', number, before)
			FROM (SELECT number, lag(number, 1, 0::bigint) OVER (ORDER BY number) AS before FROM ingest.batch) b
			WHERE number <> before + 1
			""";

	private static final String STUCK = """
			SELECT format('batch %s is %s: %s', number, state, error) FROM ingest.batch b
			WHERE state NOT IN ('OPEN', 'CLEARED') OR (state = 'OPEN' AND EXISTS (
				SELECT FROM ingest.batch_part p WHERE p.batch = b.number AND p.staged > 0))
			""";

	private static final String BROKEN_CHAINS = """
			SELECT format('batch %s begins partition %s at %s after %s', batch, kafka_partition, from_offset, before)
			FROM (SELECT p.*, lag(next_offset) OVER (PARTITION BY kafka_partition ORDER BY batch) AS before
				FROM ingest.batch_part p JOIN ingest.pipeline l ON l.name = p.pipeline
				WHERE p.batch >= l.first_batch) p
			WHERE from_offset <> before
			""";

	@Override
	public void check(Evidence evidence) {
		assertNone(evidence, "gaps in the numbers of batches", GAPS);
		assertNone(evidence, "batches that are not merged", STUCK);
		assertNone(evidence, "batches that do not begin where the one before them ended", BROKEN_CHAINS);
	}

	private static void assertNone(Evidence evidence, String what, String sql) {
		assertThat(evidence.audit().jdbc().sql(sql + " LIMIT 20").query(String.class).list()).as(what).isEmpty();
	}

}

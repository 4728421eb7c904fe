package io.kafkatojdbc.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Of each batch, or of each of its slices, one merge has taken effect, and together they
 * have found the rows that were staged, be it from the topic or because a rejected record
 * was retried.
 */
final class NoBatchMergedTwice implements Guarantee {

	/** The next topic's records take the places that a former one's were retried from. */
	private static final String DIFFERENCES = """
			SELECT format('batch %s: %s merges of %s rows, %s rows staged', coalesce(s.batch, m.batch), m.merges,
				m.rows, s.staged)
			FROM (SELECT r.batch, sum(r.rows) AS staged
				FROM (SELECT batch, staged AS rows FROM ingest.batch_part
					UNION ALL SELECT retried_in, 1 FROM ingest.rejected_record WHERE retried_in IS NOT NULL) r
				JOIN ingest.batch b ON b.number = r.batch WHERE b.state IN ('MERGED', 'CLEARED')
				GROUP BY r.batch HAVING sum(r.rows) > 0) s
			FULL JOIN (SELECT batch, max(calls) AS merges, sum(rows) AS rows
				FROM (SELECT batch, slice, slices, count(*) AS calls, sum(rows) AS rows FROM merge_note
					GROUP BY batch, slice, slices) c
				GROUP BY batch) m ON m.batch = s.batch
			WHERE m.merges IS DISTINCT FROM 1 OR (m.rows IS DISTINCT FROM s.staged
				AND coalesce(s.batch, m.batch) >= (SELECT first_batch FROM ingest.pipeline))
			LIMIT 20
			""";

	@Override
	public void check(Evidence evidence) {
		assertThat(evidence.audit().jdbc().sql(DIFFERENCES).query(String.class).list())
			.as("batches that were not merged once")
			.isEmpty();
	}

}

package io.kafkatojdbc.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Of each batch one merge has taken effect, and it has found the rows that were staged.
 */
final class NoBatchMergedTwice implements Guarantee {

	private static final String DIFFERENCES = """
			SELECT format('batch %s: %s merges of %s rows, %s rows staged', coalesce(s.batch, m.batch), m.merges,
				m.rows, s.staged)
			FROM (SELECT p.batch, sum(p.staged) AS staged FROM ingest.batch_part p
				JOIN ingest.batch b ON b.number = p.batch WHERE b.state IN ('MERGED', 'CLEARED')
				GROUP BY p.batch HAVING sum(p.staged) > 0) s
			FULL JOIN (SELECT batch, count(*) AS merges, sum(rows) AS rows FROM merge_note GROUP BY batch) m
				ON m.batch = s.batch
			WHERE m.merges IS DISTINCT FROM 1 OR m.rows IS DISTINCT FROM s.staged
			LIMIT 20
			""";

	@Override
	public void check(Evidence evidence) {
		assertThat(evidence.audit().jdbc().sql(DIFFERENCES).query(String.class).list())
			.as("batches that were not merged once")
			.isEmpty();
	}

}

package io.kafkatojdbc.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

/** No row of a batch that is in the target is left in the staging table. */
final class NothingStaysStaged implements Guarantee {

	private static final String LEFT = """
			SELECT format('%s rows of batch %s in slot %s', count(*), s.batch, s.slot)
			FROM films_staging s JOIN ingest.batch b ON b.number = s.batch
			WHERE b.state = 'CLEARED'
			GROUP BY s.batch, s.slot LIMIT 20
			""";

	@Override
	public void check(Evidence evidence) {
		assertThat(evidence.audit().jdbc().sql(LEFT).query(String.class).list()).as("rows of batches that are merged")
			.isEmpty();
	}

}

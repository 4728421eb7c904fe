package io.kafkatojdbc.ledger;

import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Tells how current the target is. */
@Component
public class TargetFreshness {

	/** A partition of which nothing is missing counts as current until now. */
	private static final String SECONDS_BEHIND = """
			SELECT max(CASE WHEN merged_offset >= greatest(staged_offset, end_offset) THEN 0
				ELSE floor(extract(epoch FROM clock_timestamp() - complete_until)) END)
			FROM ingest.freshness WHERE pipeline = ?
			""";

	private final JdbcClient jdbc;

	private final String pipeline;

	TargetFreshness(@Control JdbcClient jdbc, PipelineProperties pipeline) {
		this.jdbc = jdbc;
		this.pipeline = pipeline.pipeline();
	}

	/**
	 * Tells how long ago the target had every record.
	 * @return whole seconds, 0 if nothing is missing that is known of; empty before
	 * anything was merged
	 */
	public Optional<Long> secondsBehind() {
		return this.jdbc.sql(SECONDS_BEHIND).param(this.pipeline).query(Long.class).optional();
	}

}

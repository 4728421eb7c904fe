package io.kafkatojdbc.setting;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

import io.kafkatojdbc.database.Control;
import io.kafkatojdbc.database.LimitedQuestion;
import io.kafkatojdbc.pipeline.Pipeline;
import io.kafkatojdbc.setting.SettingChange.Throughput;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Reads how settings were changed, and how fast batches were before and after each
 * change.
 */
@Component
class SettingHistory {

	/**
	 * Batches that were set aside do not count, because the delay says nothing about the
	 * settings. Changes that took effect in the same batch count as one change.
	 */
	private static final String THROUGHPUT = """
			SELECT count(*) AS batches, sum(x.rows) / nullif(sum(x.seconds), 0) AS rows_per_second,
				avg(x.seconds) AS batch_seconds
			FROM (SELECT p.rows, extract(epoch FROM b.merged_at - p.first_staged_at) AS seconds
				FROM ingest.batch b
				CROSS JOIN LATERAL (SELECT sum(staged + extra_rows) AS rows, min(first_staged_at) AS first_staged_at
					FROM ingest.batch_part p WHERE p.pipeline = b.pipeline AND p.batch = b.number) p
				WHERE b.pipeline = c.pipeline AND b.state IN ('MERGED', 'CLEARED') AND b.set_aside_at IS NULL
					AND p.rows > 0 AND %s) x
			""";

	private static final String BEFORE = THROUGHPUT.formatted("""
			b.number < c.from_batch AND b.number >= coalesce((SELECT max(o.from_batch) FROM ingest.setting_change o
				WHERE o.pipeline = c.pipeline AND o.from_batch < c.from_batch), 0)
			ORDER BY b.number DESC LIMIT 20
			""");

	private static final String AFTER = THROUGHPUT.formatted("""
			b.number >= c.from_batch AND b.number < coalesce((SELECT min(o.from_batch) FROM ingest.setting_change o
				WHERE o.pipeline = c.pipeline AND o.from_batch > c.from_batch), 9223372036854775807)
			ORDER BY b.number LIMIT 200
			""");

	private static final String RECENT = """
			SELECT c.*, b.batches AS batches_before, b.rows_per_second AS rows_per_second_before,
				b.batch_seconds AS batch_seconds_before, a.batches AS batches_after,
				a.rows_per_second AS rows_per_second_after, a.batch_seconds AS batch_seconds_after
			FROM (SELECT * FROM ingest.setting_change WHERE pipeline = ? ORDER BY number DESC LIMIT ?) c
			CROSS JOIN LATERAL (%s) b
			CROSS JOIN LATERAL (%s) a
			ORDER BY c.number DESC
			""".formatted(BEFORE, AFTER);

	private final JdbcClient jdbc;

	private final LimitedQuestion question;

	private final String pipeline;

	SettingHistory(@Control JdbcClient jdbc, LimitedQuestion question, Pipeline pipeline) {
		this.jdbc = jdbc;
		this.question = question;
		this.pipeline = pipeline.name();
	}

	/**
	 * Returns the last changes.
	 * @param limit the largest number of changes
	 * @return the changes, newest first
	 * @throws org.springframework.dao.QueryTimeoutException if the query takes too long
	 */
	List<SettingChange> recent(int limit) {
		return this.question
			.ask(() -> this.jdbc.sql(RECENT).params(this.pipeline, limit).query((rs, index) -> change(rs)).list());
	}

	private static SettingChange change(ResultSet rs) throws SQLException {
		return new SettingChange(rs.getLong("number"), rs.getString("key"), rs.getString("instance"),
				rs.getString("old_value"), rs.getString("new_value"), rs.getTimestamp("changed_at").toInstant(),
				rs.getString("changed_by"), rs.getObject("from_batch", Long.class), throughput(rs, "before"),
				throughput(rs, "after"));
	}

	private static @Nullable Throughput throughput(ResultSet rs, String when) throws SQLException {
		int batches = rs.getInt("batches_" + when);
		return (batches > 0)
				? new Throughput(batches, rounded(rs, "rows_per_second_" + when), rounded(rs, "batch_seconds_" + when))
				: null;
	}

	private static double rounded(ResultSet rs, String column) throws SQLException {
		return Math.round(rs.getDouble(column) * 1_000) / 1_000.0;
	}

}

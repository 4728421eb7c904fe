package io.kafkatojdbc.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/** Reads a batch from a row of a query's result. */
final class BatchRow {

	private BatchRow() {
	}

	/** Returns the batch in the current row of a result. */
	static Batch read(ResultSet rs) throws SQLException {
		String reason = rs.getString("reason");
		return new Batch(rs.getLong("number"), rs.getInt("slot"), BatchState.valueOf(rs.getString("state")),
				(reason != null) ? SealReason.valueOf(reason) : null, rs.getLong("rows"), rs.getLong("retried"),
				rs.getLong("rejected"), rs.getLong("skipped"), rs.getObject("rows_merged", Long.class),
				rs.getInt("attempts"), rs.getString("error"), times(rs));
	}

	private static Batch.Times times(ResultSet rs) throws SQLException {
		return new Batch.Times(rs.getTimestamp("opened_at").toInstant(), time(rs, "first_staged_at"),
				time(rs, "last_staged_at"), time(rs, "sealed_at"), time(rs, "merge_started_at"), time(rs, "merged_at"),
				time(rs, "cleared_at"), time(rs, "next_attempt_at"), time(rs, "set_aside_at"));
	}

	private static @Nullable Instant time(ResultSet rs, String column) throws SQLException {
		Timestamp time = rs.getTimestamp(column);
		return (time != null) ? time.toInstant() : null;
	}

}

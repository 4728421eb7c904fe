package io.kafkatojdbc.table;

import io.kafkatojdbc.database.Control;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Says which sessions use a slot, and what this user of the database may do with it. */
@Component
public class SlotUsers {

	/** The times are points in time, so that the words do not change while it lasts. */
	private static final String SESSIONS = """
			SELECT coalesce(string_agg(DISTINCT concat('session ', a.pid, ' of user ', a.usename,
				' (' || nullif(a.application_name, '') || ')', ', in a transaction since ' || to_char(a.xact_start, 'HH24:MI:SS')),
				'; '), 'a session that has ended meanwhile')
			FROM pg_locks l
			JOIN pg_database d ON d.oid = l.database AND d.datname = current_database()
			JOIN pg_stat_activity a ON a.pid = l.pid
			WHERE l.locktype = 'relation' AND l.relation = ?::regclass AND l.granted AND a.pid <> pg_backend_pid()
			""";

	private final Slots slots;

	private final JdbcClient jdbc;

	SlotUsers(Slots slots, @Control JdbcClient jdbc) {
		this.slots = slots;
		this.jdbc = jdbc;
	}

	/**
	 * Describes the sessions that use a slot now.
	 * @param slot 0 or 1
	 * @return the sessions in words
	 */
	public String describe(int slot) {
		return this.jdbc.sql(SESSIONS).param(this.slots.slotName(slot)).query(String.class).single();
	}

	/**
	 * Returns whether the service may delete the rows of a slot.
	 * @param slot 0 or 1
	 * @return whether the user has the right {@code DELETE}
	 */
	public boolean mayDelete(int slot) {
		return this.jdbc.sql("SELECT has_table_privilege(?, 'DELETE')")
			.param(this.slots.slotName(slot))
			.query(Boolean.class)
			.single();
	}

	/**
	 * Returns the statement that gives the service the right to delete rows of a slot.
	 * @param slot 0 or 1
	 * @return the statement
	 */
	public String grantDelete(int slot) {
		return "GRANT DELETE ON %s TO %s".formatted(this.slots.slotName(slot),
				this.jdbc.sql("SELECT quote_ident(current_user)").query(String.class).single());
	}

}

package io.kafkatojdbc.faults;

import java.time.Duration;
import java.util.Locale;

import io.kafkatojdbc.testing.TestDatabase;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import static org.awaitility.Awaitility.await;

/**
 * A place in the service's transactions where they can be held up, so that a fault
 * strikes in their middle. It is a trigger that waits as long as the gate is shut; it
 * does not wait for a lock, which the service would give up after a while.
 */
public final class Gate implements AutoCloseable {

	private static final String FUNCTION = """
			CREATE OR REPLACE FUNCTION pass_gate() RETURNS trigger LANGUAGE plpgsql AS $$
				BEGIN
					WHILE NOT pg_try_advisory_xact_lock_shared(hashtext(TG_NAME)) LOOP
						PERFORM pg_sleep(0.02);
					END LOOP;
					RETURN NEW;
				END $$;
			""";

	private static final String HELD_UP = """
			datname = current_database() AND state = 'active' AND query LIKE ?
				AND (wait_event = 'PgSleep' OR wait_event IS NULL)
			""";

	private final String name;

	private final String statements;

	private final SingleConnectionDataSource session;

	private final JdbcClient jdbc;

	private Gate(TestDatabase database, String name, String statements) {
		this.name = name;
		this.statements = statements;
		this.session = new SingleConnectionDataSource(database.jdbcUrl(), TestDatabase.USER, TestDatabase.USER, true);
		this.jdbc = JdbcClient.create(this.session);
	}

	/**
	 * Creates a gate before the rows of a poll, when the ledger has been advanced.
	 * @param database the service's database, with the sample
	 * @return the gate, open
	 */
	public static Gate beforeRows(TestDatabase database) {
		database.execute(FUNCTION + """
				CREATE OR REPLACE TRIGGER rows_gate BEFORE INSERT ON films_staging_0 EXECUTE FUNCTION pass_gate();
				CREATE OR REPLACE TRIGGER rows_gate BEFORE INSERT ON films_staging_1 EXECUTE FUNCTION pass_gate();
				""");
		return new Gate(database, "rows_gate", "COPY %");
	}

	/**
	 * Creates a gate before a batch takes on a state. The service must have been started
	 * before, since it brings the ledger.
	 * @param database the service's database
	 * @param state the state
	 * @return the gate, open
	 */
	public static Gate beforeState(TestDatabase database, String state) {
		String name = state.toLowerCase(Locale.ROOT) + "_gate";
		database.execute(FUNCTION + """
				CREATE OR REPLACE TRIGGER %s BEFORE UPDATE ON ingest.batch FOR EACH ROW
					WHEN (OLD.state <> NEW.state AND NEW.state = '%s') EXECUTE FUNCTION pass_gate();
				""".formatted(name, state));
		return new Gate(database, name, "UPDATE ingest.batch %" + state + "%");
	}

	/**
	 * Creates a gate before rejected records whose rows are copied become retried. The
	 * service must have been started before, since it brings the ledger.
	 * @param database the service's database
	 * @return the gate, open
	 */
	public static Gate beforeRetried(TestDatabase database) {
		database.execute(FUNCTION + """
				CREATE OR REPLACE TRIGGER retried_gate BEFORE UPDATE ON ingest.rejected_record FOR EACH ROW
					WHEN (OLD.state <> NEW.state AND NEW.state = 'RETRIED') EXECUTE FUNCTION pass_gate();
				""");
		return new Gate(database, "retried_gate", "UPDATE ingest.rejected_record %RETRIED%");
	}

	/** Shuts the gate, and waits until nobody is in it. */
	public void shut() {
		this.jdbc.sql("SELECT pg_advisory_lock(hashtext(?))").param(this.name).query().singleRow();
	}

	/** Lets everybody pass. */
	public void open() {
		this.jdbc.sql("SELECT pg_advisory_unlock_all()").query().singleRow();
	}

	/**
	 * Ends the sessions of all who are held up, and lets others pass. To be used when
	 * their clients are dead: a statement goes on without its client, as it would not if
	 * the client had died a moment earlier.
	 */
	public void turnAway() {
		this.jdbc.sql("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE " + HELD_UP)
			.param(this.statements)
			.query()
			.listOfRows();
		await("nobody at the " + this.name).until(() -> heldUp() == 0);
		open();
	}

	/** Waits until somebody is held up at the gate. */
	public void awaitHeldUp() {
		awaitHeldUp(1);
	}

	/**
	 * Waits until several are held up at the gate.
	 * @param count how many
	 */
	public void awaitHeldUp(int count) {
		await("%d held up at the %s".formatted(count, this.name)).atMost(Duration.ofSeconds(60))
			.pollInterval(Duration.ofMillis(10))
			.until(() -> heldUp() >= count);
	}

	/**
	 * Returns one of those who are held up.
	 * @return the process of its session
	 */
	public int heldUpBackend() {
		return this.jdbc.sql("SELECT min(pid) FROM pg_stat_activity WHERE " + HELD_UP)
			.param(this.statements)
			.query(Integer.class)
			.single();
	}

	private int heldUp() {
		return this.jdbc.sql("SELECT count(*) FROM pg_stat_activity WHERE " + HELD_UP)
			.param(this.statements)
			.query(Integer.class)
			.single();
	}

	@Override
	public void close() {
		this.session.destroy();
	}

}

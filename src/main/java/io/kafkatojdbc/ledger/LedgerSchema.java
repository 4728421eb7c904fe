package io.kafkatojdbc.ledger;

import javax.sql.DataSource;

import io.kafkatojdbc.database.Control;
import io.kafkatojdbc.database.ServerSessions;
import io.kafkatojdbc.start.StartException;
import org.flywaydb.core.Flyway;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Creates and updates the schema {@code ingest}. The schema has its own migration
 * history, apart from other migration histories in the database. If the service may not
 * create the schema, it only checks the schema, and writes the missing DDL to a file for
 * an administrator.
 */
@Component
class LedgerSchema implements InitializingBean {

	private static final Logger log = LoggerFactory.getLogger(LedgerSchema.class);

	private static final String MAY_CREATE = """
			SELECT CASE WHEN EXISTS (SELECT FROM pg_namespace WHERE nspname = 'ingest')
				THEN has_schema_privilege('ingest', 'CREATE')
				ELSE has_database_privilege(current_database(), 'CREATE') END
			""";

	/** A name with a dot is that of a table and its column. */
	private static final String HAS = """
			SELECT EXISTS (SELECT FROM (SELECT split_part(?, '.', 1) AS relation, split_part(?, '.', 2) AS part) w
				JOIN pg_class c ON c.relname = w.relation
				JOIN pg_namespace n ON n.oid = c.relnamespace AND n.nspname = 'ingest'
				WHERE w.part = '' OR EXISTS (SELECT FROM pg_attribute a
					WHERE a.attrelid = c.oid AND a.attname = w.part AND NOT a.attisdropped))
			""";

	private static final String LACKING = """
			SELECT string_agg(t.name, ', ') FROM unnest(string_to_array(?, ',')) AS t (name)
			LEFT JOIN pg_namespace n ON n.nspname = 'ingest'
			LEFT JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = t.name
			WHERE c.oid IS NULL OR NOT has_schema_privilege(n.oid, 'USAGE')
				OR NOT (has_table_privilege(c.oid, 'SELECT') AND has_table_privilege(c.oid, 'INSERT')
					AND has_table_privilege(c.oid, 'UPDATE') AND has_table_privilege(c.oid, 'DELETE'))
			""";

	private static final String MIGRATED = """
			SELECT count(*) FROM ingest.flyway_history WHERE success AND version IS NOT NULL
			""";

	private static final String TABLES = "pipeline,partition_offset,batch,batch_part,rejected_record,log_end,batch_slice,setting_change,partition_growth,log_cut,rejected_run";

	/** The column that the last migration with new columns has added. */
	static final String COLUMN = "batch_part.extra_rows";

	/** The service works without the index, but slowly once there are many batches. */
	private static final String INDEX = "batch_cleared";

	private final DataSource dataSource;

	private final JdbcClient jdbc;

	LedgerSchema(@Control DataSource dataSource, @Control JdbcClient jdbc) {
		this.dataSource = dataSource;
		this.jdbc = jdbc;
	}

	@Override
	public void afterPropertiesSet() {
		boolean madeByHand = has("pipeline") && !has("flyway_history");
		if (madeByHand || !this.jdbc.sql(MAY_CREATE).query(Boolean.class).single()) {
			check();
		}
		else if (ServerSessions.areShared(this.dataSource)) {
			requireMigrated();
		}
		else {
			migrate();
		}
	}

	/**
	 * Checks that there is nothing to migrate. A migration sets the search path of its
	 * session, which other clients of a connection pooler use next.
	 */
	private void requireMigrated() {
		int migrations = has("flyway_history") ? this.jdbc.sql(MIGRATED).query(Integer.class).single() : 0;
		if (migrations < LedgerDdl.migrations()) {
			throw new StartException(
					"The ledger in schema ingest has to be created or updated, which needs a direct connection, but "
							+ "'spring.datasource.url' leads to a connection pooler.",
					"Start the service once with a direct connection to the database server in 'spring.datasource.url'. "
							+ "After that, it works with the pooler.");
		}
	}

	private boolean has(String name) {
		return this.jdbc.sql(HAS).params(name, name).query(Boolean.class).single();
	}

	private void migrate() {
		Flyway.configure()
			.dataSource(this.dataSource)
			.locations("classpath:ledger")
			.schemas("ingest")
			.table("flyway_history")
			.load()
			.migrate();
	}

	private void check() {
		String tables = this.jdbc.sql(LACKING).param(TABLES).query(String.class).optional().orElse("");
		String lacking = (!tables.isEmpty() || has(COLUMN)) ? tables : COLUMN;
		if (!lacking.isEmpty()) {
			String role = role();
			throw new StartException(
					"The database role %s may not create the ledger, and lacks or may not use in schema ingest: %s."
						.formatted(role, lacking),
					"Have an administrator of the database run " + LedgerDdl.write(role, this::has)
							+ " (just written, with the grants that are needed), or grant the role CREATE on the database.");
		}
		if (!has(INDEX)) {
			log.warn(
					"The ledger lacks the index ingest.{}: have an administrator of the database run {} (just written)",
					INDEX, LedgerDdl.write(role(), this::has));
		}
	}

	private String role() {
		return this.jdbc.sql("SELECT quote_ident(current_user)").query(String.class).single();
	}

}

package io.kafkatojdbc.ledger;

import javax.sql.DataSource;

import io.kafkatojdbc.database.Control;
import io.kafkatojdbc.start.StartException;
import org.flywaydb.core.Flyway;

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

	private static final String MAY_CREATE = """
			SELECT CASE WHEN EXISTS (SELECT FROM pg_namespace WHERE nspname = 'ingest')
				THEN has_schema_privilege('ingest', 'CREATE')
				ELSE has_database_privilege(current_database(), 'CREATE') END
			""";

	private static final String HAS_TABLE = """
			SELECT EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
				WHERE n.nspname = 'ingest' AND c.relname = ?)
			""";

	private static final String LACKING = """
			SELECT string_agg(t.name, ', ') FROM unnest(string_to_array(?, ',')) AS t (name)
			LEFT JOIN pg_namespace n ON n.nspname = 'ingest'
			LEFT JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = t.name
			WHERE c.oid IS NULL OR NOT has_schema_privilege(n.oid, 'USAGE')
				OR NOT (has_table_privilege(c.oid, 'SELECT') AND has_table_privilege(c.oid, 'INSERT')
					AND has_table_privilege(c.oid, 'UPDATE') AND has_table_privilege(c.oid, 'DELETE'))
			""";

	private static final String TABLES = "pipeline,partition_offset,batch,batch_part,rejected_record,log_end,batch_slice,setting_change,log_cut";

	private final DataSource dataSource;

	private final JdbcClient jdbc;

	LedgerSchema(@Control DataSource dataSource, @Control JdbcClient jdbc) {
		this.dataSource = dataSource;
		this.jdbc = jdbc;
	}

	@Override
	public void afterPropertiesSet() {
		boolean madeByHand = has("pipeline") && !has("flyway_history");
		if (!madeByHand && this.jdbc.sql(MAY_CREATE).query(Boolean.class).single()) {
			migrate();
		}
		else {
			check();
		}
	}

	private boolean has(String table) {
		return this.jdbc.sql(HAS_TABLE).param(table).query(Boolean.class).single();
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
		String lacking = this.jdbc.sql(LACKING).param(TABLES).query(String.class).optional().orElse("");
		if (!lacking.isEmpty()) {
			String role = this.jdbc.sql("SELECT quote_ident(current_user)").query(String.class).single();
			throw new StartException(
					"The database role %s may not create the ledger, and lacks or may not use in schema ingest: %s."
						.formatted(role, lacking),
					"Have an administrator of the database run " + LedgerDdl.write(role, this::has)
							+ " (just written, with the grants that are needed), or grant the role CREATE on the database.");
		}
	}

}

package io.kafkatojdbc.table;

import java.sql.SQLException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.kafkatojdbc.start.StartException;
import io.kafkatojdbc.table.StagingTableParts.Partition;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Checks that the user of the database has the rights that staging and merging need. */
final class StagingTableRights {

	private static final String MISSING_RIGHTS = """
			SELECT wanted FROM unnest(string_to_array(:wanted, ', ')) wanted
			WHERE NOT has_table_privilege(:table::oid, wanted)
			""";

	private final JdbcClient jdbc;

	StagingTableRights(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	// A schema without the right USAGE is an error only if the name is qualified.
	RuntimeException unresolved(StagingTableName name, DataAccessException failure) {
		if (failure.getRootCause() instanceof SQLException cause && "42501".equals(cause.getSQLState())) {
			return new StartException(
					"The staging table '%s' is in a schema that the user may not use.".formatted(name),
					StagingTableLacks.action("Grant it:",
							"GRANT USAGE ON SCHEMA %s TO %s;".formatted(name.schema(), currentUser())));
		}
		return failure;
	}

	void requireAll(StagingTableParts parts) {
		requireNoRowSecurity(parts);
		String user = currentUser();
		StagingTableLacks lacks = new StagingTableLacks();
		Stream.of(parts.slot(0), parts.slot(1), parts.setAside()).forEach((partition) -> {
			String missing = missing(partition);
			if (!missing.isEmpty()) {
				lacks.add("%s on %s".formatted(missing, partition.name()),
						"GRANT %s ON %s TO %s;".formatted(missing, partition.name(), user));
			}
		});
		lacks.throwIfAny("The user %s lacks the rights ".formatted(user), "Grant them:");
	}

	/**
	 * Checks that the user sees all rows. COPY does not write to a table with row-level
	 * security, and a procedure would read only a part of the rows.
	 */
	private void requireNoRowSecurity(StagingTableParts parts) {
		StagingTableLacks lacks = new StagingTableLacks();
		Stream
			.of(Map.entry(parts.table().oid(), parts.table().name()), entry(parts.slot(0)), entry(parts.slot(1)),
					entry(parts.setAside()))
			.filter((table) -> hasRowSecurity(table.getKey()))
			.forEach((table) -> lacks.add(table.getValue(),
					"ALTER TABLE %s DISABLE ROW LEVEL SECURITY;".formatted(table.getValue())));
		lacks.throwIfAny("Row-level security hides rows from the user %s in ".formatted(currentUser()),
				"Disable it, or give the user the attribute BYPASSRLS:");
	}

	private static Map.Entry<Long, String> entry(Partition partition) {
		return Map.entry(partition.oid(), partition.name());
	}

	private boolean hasRowSecurity(long table) {
		return this.jdbc.sql("SELECT row_security_active(:table::oid)")
			.param("table", table)
			.query(Boolean.class)
			.single();
	}

	private String missing(Partition partition) {
		return this.jdbc.sql(MISSING_RIGHTS)
			.param("wanted", partition.isDefault() ? "INSERT, SELECT, DELETE" : "INSERT, SELECT, TRUNCATE")
			.param("table", partition.oid())
			.query(String.class)
			.list()
			.stream()
			.collect(Collectors.joining(", "));
	}

	private String currentUser() {
		return this.jdbc.sql("SELECT quote_ident(current_user)").query(String.class).single();
	}

}

package io.kafkatojdbc.table;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.kafkatojdbc.record.Column;
import io.kafkatojdbc.start.StartException;
import io.kafkatojdbc.table.StagingTableParts.Partition;
import io.kafkatojdbc.table.StagingTableParts.Relation;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Checks a staging table. An error says what the table lacks, with the DDL that adds it.
 */
final class StagingTableCheck {

	/**
	 * The first version of PostgreSQL whose COPY can use a column's default for one
	 * field.
	 */
	private static final int OLDEST_SERVER = 160000;

	private static final String PLACEHOLDER = "id text NOT NULL /* a column for each JSON field that is wanted */";

	private static final String PAYLOAD_DEFINITIONS = """
			SELECT string_agg(format('%I %s', a.attname, format_type(a.atttypid, a.atttypmod))
					|| CASE WHEN a.attgenerated = 's' THEN format(' GENERATED ALWAYS AS (%s) STORED', d.expression)
						WHEN a.attgenerated = 'v' THEN format(' GENERATED ALWAYS AS (%s) VIRTUAL', d.expression)
						ELSE coalesce(' DEFAULT ' || d.expression, '') END
					|| CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END, E',\\n\\t' ORDER BY a.attnum)
			FROM pg_attribute a
			LEFT JOIN LATERAL (SELECT pg_get_expr(adbin, adrelid) AS expression FROM pg_attrdef
				WHERE adrelid = a.attrelid AND adnum = a.attnum) d ON true
			WHERE a.attrelid = :table::oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attname NOT IN (:service)
			""";

	private static final String MISSING_RIGHTS = """
			SELECT wanted FROM unnest(string_to_array(:wanted, ', ')) wanted
			WHERE NOT has_table_privilege(:table::oid, wanted)
			""";

	private static final Pattern IDENTIFIER = Pattern.compile("\"(?:[^\"]|\"\")+\"|[^.\\s\"]+");

	private static final Pattern NAME = Pattern.compile("(?:%1$s)(?:\\.(?:%1$s))?".formatted(IDENTIFIER));

	private final JdbcClient jdbc;

	private final String name;

	StagingTableCheck(JdbcClient jdbc, String name) {
		this.jdbc = jdbc;
		this.name = name;
	}

	void requireServer(int version) {
		if (version < OLDEST_SERVER) {
			throw new StartException(
					"The database server is PostgreSQL %d, but staging needs COPY as it is since PostgreSQL 16."
						.formatted(version / 10000),
					"Use PostgreSQL 16 or later.");
		}
	}

	void requireName() {
		if (!NAME.matcher(this.name).matches()) {
			throw new StartException("'%s' cannot be the name of the staging table.".formatted(this.name),
					"Set ingest.staging-table to a name as SQL writes it, such as films_staging, cinema.films_staging"
							+ " or \"Films\".");
		}
	}

	StartException missing() {
		return new StartException(
				"The staging table '%s' does not exist, or is in none of the schemas of the search path."
					.formatted(this.name),
				action("Create it, or name another with ingest.staging-table:",
						StagingTableDdl.createTable(quoted(this.name), PLACEHOLDER)));
	}

	// A schema without the right USAGE is an error only if the name is qualified.
	RuntimeException unresolved(DataAccessException failure) {
		if (failure.getRootCause() instanceof SQLException cause && "42501".equals(cause.getSQLState())) {
			String schema = quoted(this.name).replaceFirst("\\.[^.]*$", "");
			return new StartException(
					"The staging table '%s' is in a schema that the user may not use.".formatted(this.name),
					action("Grant it:", "GRANT USAGE ON SCHEMA %s TO %s;".formatted(schema, currentUser())));
		}
		return failure;
	}

	void requireListOfSlots(StagingTableParts parts, Map<String, String> serviceColumns) {
		if (!isListOfSlots(parts, serviceColumns)) {
			throw new StartException(
					"The staging table %s is not partitioned by LIST (slot), with slot a smallint."
						.formatted(parts.table().name()),
					action("Put a new table in its place, or name another with ingest.staging-table:",
							StagingTableDdl.replaceTable(parts.table().name(),
									parts.partitions().stream().map(Partition::name).toList(),
									payload(parts.table()))));
		}
		requireServiceColumns(parts.table(), serviceColumns);
	}

	private static boolean isListOfSlots(StagingTableParts parts, Map<String, String> serviceColumns) {
		return parts.table().partitionKey().equals("LIST (slot)") && "smallint".equals(serviceColumns.get("slot"));
	}

	private void requireServiceColumns(Relation table, Map<String, String> types) {
		List<String> problems = new ArrayList<>();
		List<String> ddl = new ArrayList<>();
		new TreeMap<>(StagingTableDdl.SERVICE_COLUMNS).forEach((column, type) -> {
			String found = types.get(column);
			if (found == null) {
				problems.add("no column %s %s".formatted(column, type));
				ddl.add(StagingTableDdl.addColumn(table.name(), column));
			}
			else if (!found.equals(type)) {
				problems.add("column %s as %s instead of %s".formatted(column, found, type));
				ddl.add(StagingTableDdl.changeType(table.name(), column));
			}
		});
		String tombstone = types.getOrDefault(StagingTable.TOMBSTONE, StagingTableDdl.TOMBSTONE_TYPE);
		if (!tombstone.equals(StagingTableDdl.TOMBSTONE_TYPE)) {
			problems.add("column %s as %s instead of %s".formatted(StagingTable.TOMBSTONE, tombstone,
					StagingTableDdl.TOMBSTONE_TYPE));
			ddl.add(StagingTableDdl.changeType(table.name(), StagingTable.TOMBSTONE));
		}
		throwIfAny("The staging table %s has ".formatted(table.name()), problems, "Change it:", ddl);
	}

	void requirePartitions(StagingTableParts parts) {
		String table = parts.table().name();
		List<String> problems = new ArrayList<>();
		List<String> ddl = new ArrayList<>();
		IntStream.of(0, 1).filter((slot) -> parts.findSlot(slot).isEmpty()).forEach((slot) -> {
			problems.add("for slot " + slot);
			ddl.add(StagingTableDdl.createSlot(table, slot));
		});
		if (parts.findSetAside().isEmpty()) {
			problems.add("for batches set aside (DEFAULT)");
			ddl.add(StagingTableDdl.createSetAside(table));
		}
		throwIfAny("The staging table %s has no partition ".formatted(table), problems, "Create what is missing:", ddl);
		requireSlotDefaults(parts);
	}

	private void requireSlotDefaults(StagingTableParts parts) {
		List<String> problems = new ArrayList<>();
		List<String> ddl = new ArrayList<>();
		IntStream.of(0, 1).filter((slot) -> !parts.slot(slot).hasSlotDefault(slot)).forEach((slot) -> {
			problems.add("%d in %s".formatted(slot, parts.slot(slot).name()));
			ddl.add(StagingTableDdl.setSlotDefault(parts.slot(slot).name(), slot));
		});
		throwIfAny("The column slot needs the default ", problems, "Set it:", ddl);
		requireLogged(parts);
	}

	private void requireLogged(StagingTableParts parts) {
		List<Partition> unlogged = parts.partitions().stream().filter((partition) -> !partition.logged()).toList();
		throwIfAny("Rows that the ledger counts would be gone after a crash of the database in the UNLOGGED ",
				unlogged.stream().map(Partition::name).toList(), "Have them kept:",
				unlogged.stream().map(Partition::name).map("ALTER TABLE %s SET LOGGED;"::formatted).toList());
	}

	void requirePayload(Relation table, List<Column> columns) {
		if (columns.isEmpty()) {
			throw new StartException(
					"The staging table %s has no column that a JSON field could go into.".formatted(table.name()),
					action("Add a column for each JSON field that is wanted:",
							"ALTER TABLE %s ADD COLUMN id text;".formatted(table.name())));
		}
	}

	void requireRights(StagingTableParts parts) {
		String user = currentUser();
		List<String> problems = new ArrayList<>();
		List<String> ddl = new ArrayList<>();
		Stream.of(parts.slot(0), parts.slot(1), parts.setAside()).forEach((partition) -> {
			String missing = missingRights(partition);
			if (!missing.isEmpty()) {
				problems.add("%s on %s".formatted(missing, partition.name()));
				ddl.add("GRANT %s ON %s TO %s;".formatted(missing, partition.name(), user));
			}
		});
		throwIfAny("The user %s lacks the rights ".formatted(user), problems, "Grant them:", ddl);
	}

	private String missingRights(Partition partition) {
		return this.jdbc.sql(MISSING_RIGHTS)
			.param("wanted", partition.isDefault() ? "INSERT, SELECT, DELETE" : "INSERT, SELECT, TRUNCATE")
			.param("table", partition.oid())
			.query(String.class)
			.list()
			.stream()
			.collect(Collectors.joining(", "));
	}

	private String payload(Relation table) {
		return this.jdbc.sql(PAYLOAD_DEFINITIONS)
			.param("table", table.oid())
			.param("service", StagingTableDdl.SERVICE_COLUMNS.keySet())
			.query(String.class)
			.optional()
			.orElse(PLACEHOLDER);
	}

	private String currentUser() {
		return this.jdbc.sql("SELECT quote_ident(current_user)").query(String.class).single();
	}

	// PostgreSQL also resolves names that SQL would quote, as in films.v1-staging.
	private String quoted(String name) {
		return IDENTIFIER.matcher(name)
			.results()
			.map((part) -> quotedIdentifier(part.group()))
			.collect(Collectors.joining("."));
	}

	private String quotedIdentifier(String identifier) {
		if (identifier.startsWith("\"")) {
			return identifier;
		}
		return this.jdbc.sql("SELECT quote_ident(lower(:identifier))")
			.param("identifier", identifier)
			.query(String.class)
			.single();
	}

	private static void throwIfAny(String intro, List<String> problems, String advice, List<String> ddl) {
		if (!problems.isEmpty()) {
			throw new StartException(intro + String.join(", ", problems) + ".", action(advice, String.join("\n", ddl)));
		}
	}

	private static String action(String advice, String ddl) {
		return advice + "\n\n" + ddl;
	}

}

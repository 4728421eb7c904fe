package io.kafkatojdbc.table;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.kafkatojdbc.record.Column;
import io.kafkatojdbc.start.StartException;
import io.kafkatojdbc.table.StagingTableParts.Partition;
import io.kafkatojdbc.table.StagingTableParts.Relation;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Checks that the server and the columns of the staging table are what staging needs. An
 * error says what the table lacks, with the DDL that adds it.
 */
final class StagingTableCheck {

	/**
	 * The first version of PostgreSQL whose COPY can use a column's default for one
	 * field.
	 */
	private static final int OLDEST_SERVER = 160000;

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

	private final JdbcClient jdbc;

	StagingTableCheck(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	void requireServer(int version) {
		if (version < OLDEST_SERVER) {
			throw new StartException(
					"The database server is PostgreSQL %d, but staging needs COPY as it is since PostgreSQL 16."
						.formatted(version / 10000),
					"Use PostgreSQL 16 or later.");
		}
	}

	void requireListOfSlots(StagingTableParts parts, Map<String, String> serviceColumns) {
		if (!isListOfSlots(parts, serviceColumns)) {
			throw new StartException(
					"The staging table %s is not partitioned by LIST (slot), with slot a smallint."
						.formatted(parts.table().name()),
					StagingTableLacks.action("Put a new table in its place, or name another with ingest.staging-table:",
							StagingTableDdl.replaceTable(parts.table().name(),
									parts.partitions().stream().map(Partition::name).toList(),
									payload(parts.table()))));
		}
		requireServiceColumns(parts.table(), serviceColumns);
	}

	private static boolean isListOfSlots(StagingTableParts parts, Map<String, String> serviceColumns) {
		return parts.table().partitionKey().equals("LIST (slot)") && "smallint".equals(serviceColumns.get("slot"));
	}

	private static void requireServiceColumns(Relation table, Map<String, String> types) {
		StagingTableLacks lacks = new StagingTableLacks();
		new TreeMap<>(StagingTableDdl.SERVICE_COLUMNS).forEach((column, type) -> {
			String found = types.get(column);
			if (found == null) {
				lacks.add("no column %s %s".formatted(column, type), StagingTableDdl.addColumn(table.name(), column));
			}
			else {
				requireType(table, column, found, type, lacks);
			}
		});
		new TreeMap<>(StagingTableDdl.OPTIONAL_COLUMNS)
			.forEach((column, type) -> requireType(table, column, types.getOrDefault(column, type), type, lacks));
		lacks.throwIfAny("The staging table %s has ".formatted(table.name()), "Change it:");
	}

	private static void requireType(Relation table, String column, String found, String type, StagingTableLacks lacks) {
		if (!found.equals(type)) {
			lacks.add("column %s as %s instead of %s".formatted(column, found, type),
					StagingTableDdl.changeType(table.name(), column));
		}
	}

	void requirePayload(Relation table, List<Column> columns) {
		if (columns.isEmpty()) {
			throw new StartException(
					"The staging table %s has no column that a JSON field could go into.".formatted(table.name()),
					StagingTableLacks.action("Add a column for each JSON field that is wanted:",
							"ALTER TABLE %s ADD COLUMN id text;".formatted(table.name())));
		}
	}

	static void requireDeclared(List<String> faults) {
		if (!faults.isEmpty()) {
			throw new StartException(String.join(" ", faults),
					"Change the settings under ingest.columns, or the columns of the table.");
		}
	}

	private String payload(Relation table) {
		return this.jdbc.sql(PAYLOAD_DEFINITIONS)
			.param("table", table.oid())
			.param("service", StagingTableDdl.CREATED_COLUMNS)
			.query(String.class)
			.optional()
			.orElse(StagingTableDdl.PLACEHOLDER);
	}

}

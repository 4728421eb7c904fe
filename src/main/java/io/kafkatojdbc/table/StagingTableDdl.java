package io.kafkatojdbc.table;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The DDL that turns a table into a staging table. */
final class StagingTableDdl {

	/** The service's own columns and their types, as the catalogue writes them. */
	static final Map<String, String> SERVICE_COLUMNS = Map.of("batch", "bigint", "kafka_partition", "integer",
			"kafka_offset", "bigint", "slot", "smallint");

	/** The columns that a staging table may have or lack, and their types. */
	static final Map<String, String> OPTIONAL_COLUMNS = Map.of(StagingTable.TOMBSTONE, "boolean", StagingTable.ORDER,
			"timestamp with time zone", StagingTable.TIMESTAMP, "timestamp with time zone");

	/** The columns that {@link #createTable} writes without being told. */
	static final List<String> CREATED_COLUMNS = Stream
		.concat(SERVICE_COLUMNS.keySet().stream(), Stream.of(StagingTable.ORDER))
		.toList();

	/** The columns that the service fills if they exist. */
	private static final String OWN_COLUMNS = " /* and those of the service's columns that are wanted: "
			+ "kafka_tombstone boolean, kafka_topic text, kafka_key text or bytea or jsonb, "
			+ "kafka_value jsonb or text or bytea, kafka_headers jsonb, kafka_op text, kafka_row integer, "
			+ "kafka_given text[] */";

	static final String PLACEHOLDER = "id text NOT NULL /* a column for each JSON field that is wanted */"
			+ OWN_COLUMNS;

	private static final List<String> SLOT_SUFFIXES = List.of("_0", "_1");

	private static final String SET_ASIDE_SUFFIX = "_set_aside";

	private StagingTableDdl() {
	}

	// Columns of a fixed width come first. They need no padding there, and PostgreSQL
	// finds them without reading other columns.
	static String createTable(String name, String payload) {
		return """
				CREATE TABLE %s (
					batch bigint NOT NULL,
					kafka_offset bigint NOT NULL,
					kafka_order timestamptz NOT NULL,
					kafka_partition integer NOT NULL,
					slot smallint NOT NULL,
					%s
				) PARTITION BY LIST (slot);
				%s
				%s
				%s""".formatted(name, payload, createSlot(name, 0), createSlot(name, 1), createSetAside(name));
	}

	static String createSlot(String name, int slot) {
		return "CREATE TABLE %s PARTITION OF %s (slot DEFAULT %d) FOR VALUES IN (%d);"
			.formatted(withSuffix(name, SLOT_SUFFIXES.get(slot)), name, slot, slot);
	}

	static String createSetAside(String name) {
		String setAside = withSuffix(name, SET_ASIDE_SUFFIX);
		return "CREATE TABLE %s PARTITION OF %s DEFAULT;\n%s".formatted(setAside, name, createBatchIndex(setAside));
	}

	// A merge reads the rows of its batch from all partitions. Without the index, it
	// would
	// read all rows that are set aside.
	static String createBatchIndex(String setAside) {
		return "CREATE INDEX ON %s (batch);".formatted(setAside);
	}

	static String setSlotDefault(String partition, int slot) {
		return "ALTER TABLE %s ALTER COLUMN slot SET DEFAULT %d;".formatted(partition, slot);
	}

	static String addColumn(String name, String column) {
		return "ALTER TABLE %s ADD COLUMN %s %s;".formatted(name, column, SERVICE_COLUMNS.get(column));
	}

	// Rows that are staged already get an order below the order of all later rows. The
	// default is only for these rows: a row that is staged without an order would lose
	// against older rows.
	static String addOrder(String name) {
		return "ALTER TABLE %1$s ADD COLUMN %2$s timestamptz NOT NULL DEFAULT 'epoch'; ALTER TABLE %1$s ALTER COLUMN %2$s DROP DEFAULT;"
			.formatted(name, StagingTable.ORDER);
	}

	static String changeType(String name, String column) {
		String type = SERVICE_COLUMNS.containsKey(column) ? SERVICE_COLUMNS.get(column) : OPTIONAL_COLUMNS.get(column);
		return "ALTER TABLE %s ALTER COLUMN %s TYPE %s USING %s::text::%s;".formatted(name, column, type, column, type);
	}

	// Partitions keep their names when their table is renamed. They are renamed too,
	// because the new partitions need these names.
	static String replaceTable(String name, List<String> partitions, String payload) {
		String renames = partitions.stream().map(StagingTableDdl::rename).collect(Collectors.joining());
		return renames + rename(name) + createTable(name, payload);
	}

	private static String rename(String name) {
		String newName = withSuffix(name, "_old");
		return "ALTER TABLE %s RENAME TO %s;\n".formatted(name, newName.substring(unqualifiedStart(newName)));
	}

	private static int unqualifiedStart(String name) {
		boolean quoted = false;
		int start = 0;
		for (int i = 0; i < name.length(); i++) {
			char each = name.charAt(i);
			quoted ^= each == '"';
			start = (each == '.' && !quoted) ? i + 1 : start;
		}
		return start;
	}

	private static String withSuffix(String name, String suffix) {
		return name.endsWith("\"") ? name.substring(0, name.length() - 1) + suffix + '"' : name + suffix;
	}

}

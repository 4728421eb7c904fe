package io.kafkatojdbc.table;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.kafkatojdbc.database.TableLayout;
import io.kafkatojdbc.record.Column;
import io.kafkatojdbc.record.DeclaredColumns;
import io.kafkatojdbc.table.StagingTableParts.Partition;
import io.kafkatojdbc.table.StagingTableParts.Relation;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the definition of the staging table from the database's catalogue. */
final class StagingTableCatalog {

	private static final String RELATION = """
			SELECT c.oid, format('%I.%I', n.nspname, c.relname) AS name,
				coalesce(pg_get_partkeydef(c.oid), '') AS partition_key
			FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
			WHERE c.oid = to_regclass(:name)
			""";

	private static final String FIND_SERVICE_COLUMNS = """
			SELECT attname AS name, format_type(atttypid, NULL) AS type
			FROM pg_attribute
			WHERE attrelid = :table::oid AND attnum > 0 AND NOT attisdropped AND attname IN (:service)
			""";

	private static final String PARTITIONS = """
			SELECT c.oid, format('%I.%I', n.nspname, c.relname) AS name,
				pg_get_expr(c.relpartbound, c.oid) AS bound,
				coalesce(pg_get_expr(d.adbin, d.adrelid), '') AS slot_default,
				c.relpersistence = 'p' AS logged
			FROM pg_inherits i
			JOIN pg_class c ON c.oid = i.inhrelid AND c.relispartition
			JOIN pg_namespace n ON n.oid = c.relnamespace
			LEFT JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'slot'
			LEFT JOIN pg_attrdef d ON d.adrelid = c.oid AND d.adnum = a.attnum
			WHERE i.inhparent = :table::oid AND NOT i.inhdetachpending
			ORDER BY c.oid
			""";

	/** The columns that take no value of a record. */
	static final List<String> SERVICE = Stream
		.concat(StagingTableDdl.SERVICE_COLUMNS.keySet().stream(), StagingTableDdl.OPTIONAL_COLUMNS.keySet().stream())
		.toList();

	private final JdbcClient jdbc;

	private final String configuredName;

	private final DeclaredColumns declared;

	StagingTableCatalog(JdbcClient jdbc, String configuredName, DeclaredColumns declared) {
		this.jdbc = jdbc;
		this.configuredName = configuredName;
		this.declared = declared;
	}

	StagingTable read() {
		StagingTableCheck check = new StagingTableCheck(this.jdbc);
		check.requireServer(this.jdbc.sql("SHOW server_version_num").query(Integer.class).single());
		StagingTableName name = new StagingTableName(this.jdbc, this.configuredName);
		name.requireValid();
		StagingTableRights rights = new StagingTableRights(this.jdbc);
		Relation table = relation(name, rights);
		StagingTableParts parts = new StagingTableParts(table, partitions(table));
		// Read first: a change that is made meanwhile is noticed by the next poll.
		List<Long> layouts = layouts(parts);
		Map<String, String> serviceColumns = serviceColumns(table);
		check.requireListOfSlots(parts, serviceColumns);
		new PartitionCheck(parts).requireAll();
		List<Column> columns = new PayloadColumns(this.jdbc).of(parts);
		check.requirePayload(table, columns);
		StagingTableCheck.requireDeclared(this.declared.faults(columns));
		rights.requireAll(parts);
		Set<String> optional = new HashSet<>(serviceColumns.keySet());
		optional.retainAll(StagingTableDdl.OPTIONAL_COLUMNS.keySet());
		return new StagingTable(table.name(), optional, columns, List.of(parts.slot(0).name(), parts.slot(1).name()),
				parts.setAside().name(), layouts);
	}

	private Relation relation(StagingTableName name, StagingTableRights rights) {
		try {
			return this.jdbc.sql(RELATION)
				.param("name", this.configuredName)
				.query(Relation.class)
				.optional()
				.orElseThrow(name::missing);
		}
		catch (DataAccessException ex) {
			throw rights.unresolved(name, ex);
		}
	}

	private List<Partition> partitions(Relation table) {
		return this.jdbc.sql(PARTITIONS).param("table", table.oid()).query(Partition.class).list();
	}

	private List<Long> layouts(StagingTableParts parts) {
		return IntStream.of(0, 1)
			.mapToObj((slot) -> parts.findSlot(slot)
				.map((partition) -> TableLayout.hash(this.jdbc, partition.name()))
				.orElse(0L))
			.toList();
	}

	private Map<String, String> serviceColumns(Relation table) {
		return this.jdbc.sql(FIND_SERVICE_COLUMNS)
			.param("table", table.oid())
			.param("service", SERVICE)
			.query((row, number) -> Map.entry(row.getString("name"), row.getString("type")))
			.list()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
	}

}

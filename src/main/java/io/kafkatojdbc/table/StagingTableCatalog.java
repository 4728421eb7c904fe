package io.kafkatojdbc.table;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.kafkatojdbc.record.Column;
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

	private static final String SERVICE_COLUMNS = """
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

	/**
	 * COPY writes into the slots. Therefore the defaults of the slots count, and not
	 * those of the staging table. The defaults of domains count as well.
	 */
	private static final String PAYLOAD = """
			WITH RECURSIVE base (type, base) AS (
				SELECT oid, oid FROM pg_type WHERE typtype <> 'd'
				UNION ALL
				SELECT d.oid, b.base FROM pg_type d JOIN base b ON b.type = d.typbasetype WHERE d.typtype = 'd'
			)
			SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type,
				CASE coalesce(eb.base, t.oid)
					WHEN 'json'::regtype THEN 'JSON' WHEN 'jsonb'::regtype THEN 'JSON'
					WHEN 'bytea'::regtype THEN 'BYTES' ELSE 'TEXT'
				END AS format,
				CASE WHEN t.oid = declared.oid AND t.typnamespace = 'pg_catalog'::regnamespace
					THEN t.typname END AS built_in,
				e.oid IS NOT NULL AS "array", coalesce(e.typdelim, ',') AS delimiter,
				declared.typdefault IS NOT NULL OR (
					SELECT bool_and(s.atthasdef OR s.attidentity <> '') FROM pg_attribute s
					WHERE s.attrelid IN (:slots) AND s.attname = a.attname) AS has_default,
				a.attnotnull AND NOT EXISTS (
					SELECT FROM pg_trigger g WHERE g.tgrelid IN (:slots) AND (g.tgtype & :before_insert) = :before_insert)
					AS not_null
			FROM pg_attribute a
			JOIN pg_type declared ON declared.oid = a.atttypid
			JOIN base b ON b.type = a.atttypid
			JOIN pg_type t ON t.oid = b.base
			LEFT JOIN pg_type e ON e.oid = t.typelem
				AND t.typsubscript = 'pg_catalog.array_subscript_handler'::regproc
			LEFT JOIN base eb ON eb.type = e.oid
			WHERE a.attrelid = :table::oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
				AND a.attname NOT IN (:service)
			ORDER BY a.attnum
			""";

	/** The bits for ROW, BEFORE and INSERT in pg_trigger.tgtype. */
	private static final int BEFORE_INSERT = 1 | 2 | 4;

	private static final List<String> SERVICE = Stream
		.concat(StagingTableDdl.SERVICE_COLUMNS.keySet().stream(), Stream.of(StagingTable.TOMBSTONE))
		.toList();

	private final JdbcClient jdbc;

	private final String name;

	StagingTableCatalog(JdbcClient jdbc, String name) {
		this.jdbc = jdbc;
		this.name = name;
	}

	StagingTable read() {
		StagingTableCheck check = new StagingTableCheck(this.jdbc, this.name);
		check.requireServer(this.jdbc.sql("SHOW server_version_num").query(Integer.class).single());
		check.requireName();
		Relation table = relation(check);
		StagingTableParts parts = new StagingTableParts(table, partitions(table));
		Map<String, String> serviceColumns = serviceColumns(table);
		check.requireListOfSlots(parts, serviceColumns);
		check.requirePartitions(parts);
		List<Column> columns = columns(parts);
		check.requirePayload(table, columns);
		check.requireRights(parts);
		return new StagingTable(table.name(), serviceColumns.containsKey(StagingTable.TOMBSTONE), columns,
				List.of(parts.slot(0).name(), parts.slot(1).name()), parts.setAside().name());
	}

	private Relation relation(StagingTableCheck check) {
		try {
			return this.jdbc.sql(RELATION)
				.param("name", this.name)
				.query(Relation.class)
				.optional()
				.orElseThrow(check::missing);
		}
		catch (DataAccessException ex) {
			throw check.unresolved(ex);
		}
	}

	private List<Partition> partitions(Relation table) {
		return this.jdbc.sql(PARTITIONS).param("table", table.oid()).query(Partition.class).list();
	}

	private Map<String, String> serviceColumns(Relation table) {
		return this.jdbc.sql(SERVICE_COLUMNS)
			.param("table", table.oid())
			.param("service", SERVICE)
			.query((row, number) -> Map.entry(row.getString("name"), row.getString("type")))
			.list()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
	}

	private List<Column> columns(StagingTableParts parts) {
		return this.jdbc.sql(PAYLOAD)
			.param("table", parts.table().oid())
			.param("before_insert", BEFORE_INSERT)
			.param("slots", List.of(parts.slot(0).oid(), parts.slot(1).oid()))
			.param("service", SERVICE)
			.query(Column.class)
			.list();
	}

}

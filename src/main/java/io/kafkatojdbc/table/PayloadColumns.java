package io.kafkatojdbc.table;

import java.util.List;

import io.kafkatojdbc.record.Column;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Reads the columns of the staging table that take values of a record. */
final class PayloadColumns {

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
					WHEN 'bytea'::regtype THEN 'BYTES'
					WHEN 'text'::regtype THEN 'TEXT' WHEN 'varchar'::regtype THEN 'TEXT' WHEN 'bpchar'::regtype THEN 'TEXT'
					WHEN 'int2'::regtype THEN 'INTEGER' WHEN 'int4'::regtype THEN 'INTEGER' WHEN 'int8'::regtype THEN 'INTEGER'
					WHEN 'numeric'::regtype THEN 'NUMERIC'
					WHEN 'float4'::regtype THEN 'FLOAT' WHEN 'float8'::regtype THEN 'FLOAT'
					WHEN 'bool'::regtype THEN 'BOOLEAN'
					WHEN 'date'::regtype THEN 'DATE' WHEN 'time'::regtype THEN 'TIME' WHEN 'timetz'::regtype THEN 'TIME'
					WHEN 'timestamp'::regtype THEN 'TIMESTAMP' WHEN 'timestamptz'::regtype THEN 'TIMESTAMPTZ'
					WHEN 'interval'::regtype THEN 'INTERVAL'
					ELSE 'OTHER'
				END AS kind,
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

	private final JdbcClient jdbc;

	PayloadColumns(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	List<Column> of(StagingTableParts parts) {
		return this.jdbc.sql(PAYLOAD)
			.param("table", parts.table().oid())
			.param("before_insert", BEFORE_INSERT)
			.param("slots", List.of(parts.slot(0).oid(), parts.slot(1).oid()))
			.param("service", StagingTableCatalog.SERVICE)
			.query(Column.class)
			.list();
	}

}

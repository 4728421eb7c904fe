package io.kafkatojdbc.database;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Recognizes a table whose definition has changed. The definition is what rows for the
 * table depend on: its columns and its triggers, which table has the name, and which
 * table it is a partition of. A TRUNCATE does not change it.
 */
public final class TableLayout {

	/**
	 * An SQL expression for a hash of the definition. Its parameter is the quoted,
	 * qualified name of the table. The hash is 0 if there is no such table. A statement
	 * that follows a COPY in the same transaction sees the definition that the COPY has
	 * used, because the COPY has locked the table.
	 */
	public static final String HASH = """
			coalesce((
				SELECT hash_record_extended(ROW(t.oid,
					(SELECT bit_xor(hash_record_extended(ROW(a.attnum, a.attname, a.atttypid, a.atttypmod, a.attnotnull,
							a.atthasdef, a.attidentity, a.attgenerated, a.attisdropped), 0))
						FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attnum > 0),
					(SELECT bit_xor(hash_record_extended(ROW(g.oid, g.tgtype, g.tgenabled), 0))
						FROM pg_trigger g WHERE g.tgrelid = t.oid),
					(SELECT i.inhparent FROM pg_inherits i WHERE i.inhrelid = t.oid LIMIT 1)), 0)
				FROM to_regclass(?) AS t (oid) WHERE t.oid IS NOT NULL), 0)
			""";

	private TableLayout() {
	}

	/**
	 * Returns the hash of a table's definition.
	 * @param jdbc access to the database
	 * @param table the quoted, qualified name of the table
	 * @return the hash, or 0 if there is no such table
	 */
	public static long hash(JdbcClient jdbc, String table) {
		return jdbc.sql("SELECT " + HASH).param(table).query(Long.class).single();
	}

}

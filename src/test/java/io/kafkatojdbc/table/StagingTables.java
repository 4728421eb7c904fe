package io.kafkatojdbc.table;

import io.kafkatojdbc.record.DeclaredColumns;

import org.springframework.jdbc.core.simple.JdbcClient;

/** Staging tables in a database to test with. */
public final class StagingTables {

	private StagingTables() {
	}

	/**
	 * Returns the DDL of a staging table that also has a column for timestamps.
	 * @param name its name
	 * @param payload the columns besides the service's own
	 * @return the statements
	 */
	public static String ddl(String name, String payload) {
		return StagingTableDdl.createTable(name, "kafka_timestamp timestamptz, " + payload);
	}

	/**
	 * Reads a staging table from the catalogue.
	 * @param jdbc access to the database
	 * @param name the table's name
	 * @return the table
	 */
	public static StagingTable read(JdbcClient jdbc, String name) {
		return new StagingTableCatalog(jdbc, name, DeclaredColumns.NONE).read();
	}

}

package io.kafkatojdbc.table;

import java.util.List;

import io.kafkatojdbc.record.Column;

/**
 * The user's staging table as the catalogue has it; equal as long as the table has not
 * changed.
 *
 * @param name its quoted, qualified name
 * @param tombstones whether it has a column that marks records without a value
 * @param columns the columns that take values of a record
 * @param slots the quoted, qualified names of the partitions of slot 0 and slot 1
 * @param setAside the quoted, qualified name of its DEFAULT partition
 */
public record StagingTable(String name, boolean tombstones, List<Column> columns, List<String> slots, String setAside) {

	/** The column that marks records without a value, if the table has it. */
	public static final String TOMBSTONE = "kafka_tombstone";

	/** Keeps copies of the lists. */
	public StagingTable {
		columns = List.copyOf(columns);
		slots = List.copyOf(slots);
	}

}

package io.kafkatojdbc.table;

import java.util.List;

import io.kafkatojdbc.record.Column;

/**
 * The user's staging table as the catalogue describes it. Two instances are equal if the
 * table has not changed between them.
 *
 * @param name the table's quoted, qualified name
 * @param tombstones whether the table has a column that marks records without a value
 * @param ordered whether the table has a column that orders all versions of a key
 * @param columns the columns that take values of a record
 * @param slots the quoted, qualified names of the partitions of slot 0 and slot 1
 * @param setAside the quoted, qualified name of the DEFAULT partition
 * @param layouts the definitions of the partitions of slot 0 and slot 1, as
 * {@link io.kafkatojdbc.database.TableLayout} hashes them
 */
public record StagingTable(String name, boolean tombstones, boolean ordered, List<Column> columns, List<String> slots,
		String setAside, List<Long> layouts) {

	/** The name of the optional column that marks records without a value. */
	public static final String TOMBSTONE = "kafka_tombstone";

	/** The name of the optional column that orders all versions of a key. */
	public static final String ORDER = "kafka_order";

	/** Keeps copies of the lists. */
	public StagingTable {
		columns = List.copyOf(columns);
		slots = List.copyOf(slots);
		layouts = List.copyOf(layouts);
	}

}

package io.kafkatojdbc.table;

import java.util.List;
import java.util.Set;

import io.kafkatojdbc.record.Column;

/**
 * The user's staging table as the catalogue describes it. Two instances are equal if the
 * table has not changed between them.
 *
 * @param name the table's quoted, qualified name
 * @param optional the names of the service's own columns that a table may lack, and that
 * this table has
 * @param columns the columns that take values of a record
 * @param slots the quoted, qualified names of the partitions of slot 0 and slot 1
 * @param setAside the quoted, qualified name of the DEFAULT partition
 * @param layouts the definitions of the partitions of slot 0 and slot 1, as
 * {@link io.kafkatojdbc.database.TableLayout} hashes them
 */
public record StagingTable(String name, Set<String> optional, List<Column> columns, List<String> slots, String setAside,
		List<Long> layouts) {

	/** The name of the optional column that marks records without a value. */
	public static final String TOMBSTONE = "kafka_tombstone";

	/** The name of the optional column that orders all versions of a key. */
	public static final String ORDER = "kafka_order";

	/** The name of the optional column that takes the timestamp of a record. */
	public static final String TIMESTAMP = "kafka_timestamp";

	/** Keeps copies of the lists. */
	public StagingTable {
		optional = Set.copyOf(optional);
		columns = List.copyOf(columns);
		slots = List.copyOf(slots);
		layouts = List.copyOf(layouts);
	}

	/**
	 * Returns whether the table has a column that marks records without a value.
	 * @return whether the table takes tombstones
	 */
	public boolean tombstones() {
		return this.optional.contains(TOMBSTONE);
	}

	/**
	 * Returns whether the table has a column that orders all versions of a key.
	 * @return whether rows have an order
	 */
	public boolean ordered() {
		return this.optional.contains(ORDER);
	}

	/**
	 * Returns whether the table has a column for the timestamp of a record.
	 * @return whether rows have a timestamp
	 */
	public boolean timestamped() {
		return this.optional.contains(TIMESTAMP);
	}

}

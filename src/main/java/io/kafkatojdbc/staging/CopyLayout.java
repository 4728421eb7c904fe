package io.kafkatojdbc.staging;

import java.util.stream.Collectors;

import io.kafkatojdbc.record.Column;
import io.kafkatojdbc.table.StagingTable;

/**
 * The columns of a staging table that COPY sends, and their order.
 *
 * @param table the table
 */
record CopyLayout(StagingTable table) {

	/** The service's own columns, with which each row begins. */
	private static final String COPIED_SERVICE_COLUMNS = "batch, kafka_partition, kafka_offset";

	/**
	 * Returns the COPY statement that takes {@link CopyRows} for this table into a slot.
	 */
	String copyInto(int slot, CopyFormat format) {
		return "COPY %s (%s) FROM STDIN WITH (%s)".formatted(this.table.slots().get(slot), columns(), format.options());
	}

	/** Returns all columns of a row in their order, as a list in SQL. */
	String columns() {
		return this.table.columns()
			.stream()
			.map(Column::quotedName)
			.collect(Collectors.joining(", ", serviceColumns() + ", ", ""));
	}

	private String serviceColumns() {
		return COPIED_SERVICE_COLUMNS + (this.table.timestamped() ? ", " + StagingTable.TIMESTAMP : "")
				+ (this.table.ordered() ? ", " + StagingTable.ORDER : "")
				+ (this.table.tombstones() ? ", " + StagingTable.TOMBSTONE : "");
	}

	/** Returns how many columns come before the columns that take values of a record. */
	int columnsBeforeValues() {
		return serviceColumns().split(",", -1).length;
	}

	/** Returns how many columns a row has. */
	int columnCount() {
		return columnsBeforeValues() + this.table.columns().size();
	}

	/**
	 * Returns whether rows can be sent in binary format if all their values are plain.
	 */
	boolean takesBinary() {
		return this.table.columns().stream().allMatch((column) -> BinaryType.of(column) != null);
	}

}

package io.kafkatojdbc.staging;

import java.util.List;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

/**
 * The user's staging table as the catalogue has it; equal as long as the table has not
 * changed.
 *
 * @param name its quoted, qualified name
 * @param tombstones whether it has a column that marks records without a value
 * @param columns the columns that JSON fields go into
 * @param slots the quoted, qualified names of the partitions of slot 0 and slot 1
 * @param setAside the quoted, qualified name of its DEFAULT partition
 */
record StagingTable(String name, boolean tombstones, List<Column> columns, List<String> slots, String setAside) {

	StagingTable {
		columns = List.copyOf(columns);
		slots = List.copyOf(slots);
	}

	/** The COPY that takes {@link CopyRows} in text format into a slot. */
	String copyInto(int slot) {
		return copyInto(slot, CopyFormat.TEXT);
	}

	/** The COPY that takes {@link CopyRows} encoded for this table into a slot. */
	String copyInto(int slot, CopyFormat format) {
		return "COPY %s (%s) FROM STDIN WITH (%s)".formatted(this.slots.get(slot), copiedColumns(), format.options());
	}

	/** How many columns there are besides those that every row begins with. */
	int otherColumns() {
		return this.columns.size() + (this.tombstones ? 1 : 0);
	}

	/**
	 * Whether rows can be sent in binary format as long as all their values are plain.
	 */
	boolean takesBinary() {
		return this.columns.stream().allMatch((column) -> column.binaryType() != null);
	}

	/** The columns that a row has, in its order, as SQL lists them. */
	String copiedColumns() {
		return this.columns.stream()
			.map(Column::quotedName)
			.collect(Collectors.joining(", ", serviceColumns() + ", ", ""));
	}

	private String serviceColumns() {
		return this.tombstones ? CopyRows.COLUMNS + ", " + StagingTableDdl.TOMBSTONE : CopyRows.COLUMNS;
	}

	/** Where the columns that JSON fields go into begin among them. */
	int firstPayload() {
		return serviceColumns().split(",", -1).length;
	}

	/**
	 * A column that a JSON field goes into.
	 *
	 * @param name its name, not quoted
	 * @param type its type as SQL writes it
	 * @param format how a value, or the element of an array, is written
	 * @param binaryType its type if values can be written in binary format
	 * @param array whether it takes an array
	 * @param delimiter what stands between the elements of an array
	 * @param hasDefault whether a missing field has a value
	 * @param notNull whether it refuses NULL, and no trigger comes before that
	 */
	record Column(String name, String type, Format format, @Nullable BinaryType binaryType, boolean array,
			char delimiter, boolean hasDefault, boolean notNull) {

		String quotedName() {
			return '"' + this.name.replace("\"", "\"\"") + '"';
		}

	}

	/** How a JSON value is written for a column. */
	enum Format {

		/** As text which PostgreSQL parses. */
		TEXT,

		/** As JSON, for json and jsonb. */
		JSON,

		/** As bytes, for bytea. */
		BYTES

	}

}

package io.kafkatojdbc.staging;

import java.util.List;
import java.util.stream.IntStream;

import io.kafkatojdbc.record.Column;
import io.kafkatojdbc.record.OwnColumn;
import io.kafkatojdbc.record.UnreadableRecordException;

/**
 * Writes the columns of a row about the row itself, if the staging table has them: its
 * index among the rows of its record, and the columns for which the record has something.
 */
final class RowColumns {

	private static final int NONE = -1;

	private final int row;

	private final int given;

	/** The positions of the user's columns, and their names. */
	private final int[] positions;

	private final char[][] names;

	RowColumns(List<Column> columns) {
		this.row = position(OwnColumn.ROW, columns);
		this.given = position(OwnColumn.GIVEN, columns);
		this.positions = IntStream.range(0, columns.size())
			.filter((position) -> OwnColumn.named(columns.get(position).name()) == null)
			.toArray();
		this.names = columns.stream().map((column) -> column.name().toCharArray()).toArray(char[][]::new);
	}

	private static int position(OwnColumn column, List<Column> columns) {
		return IntStream.range(0, columns.size())
			.filter((position) -> columns.get(position).name().equals(column.columnName()))
			.findFirst()
			.orElse(NONE);
	}

	/**
	 * Writes the columns.
	 * @param values the row, with all its other values
	 * @param index the index of the row
	 */
	void write(RowValues values, int index) throws UnreadableRecordException {
		if (this.row != NONE) {
			values.column(this.row);
			values.number(index);
		}
		if (this.given != NONE) {
			values.column(this.given);
			values.beginArray();
			for (int position : this.positions) {
				if (values.isGiven(position)) {
					values.text(this.names[position], 0, this.names[position].length);
				}
			}
			values.endArray();
		}
	}

}

package io.kafkatojdbc.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import io.kafkatojdbc.pipeline.ColumnSettings;
import io.kafkatojdbc.record.ColumnSource.Origin;

/**
 * Which column of the staging table takes which part of a record. Readers of all formats
 * write values by it.
 * <p>
 * Only one thread at a time may use an instance.
 */
public final class RowMapping {

	private final List<ColumnWriter> byName = new ArrayList<>();

	private final List<Source> sources = new ArrayList<>();

	private final RecordField key = new RecordField();

	private final String keyColumn;

	private final RecordShape shape;

	/**
	 * Creates a mapping.
	 * @param columns the columns that take values
	 * @param settings what is declared about columns
	 * @param keyColumn the name of the column that takes the key of a record without a
	 * value, unless the key has fields
	 * @param shape where rows stand in a record
	 */
	public RowMapping(List<Column> columns, DeclaredColumns settings, String keyColumn, RecordShape shape) {
		this.shape = shape;
		this.keyColumn = keyColumn;
		Set<String> names = columns.stream().map(Column::name).collect(Collectors.toSet());
		for (int i = 0; i < columns.size(); i++) {
			Column column = columns.get(i);
			ColumnSettings declared = settings.of(column.name(), names);
			ColumnWriter writer = ColumnWriter.of(i, column, declared);
			ColumnSource source = (declared.from() != null) ? ColumnSource.parse(declared.from(), shape)
					: ColumnSource.ofServiceColumn(column.name(), shape);
			if (source == null) {
				this.byName.add(writer);
			}
			else {
				this.sources.add(new Source(source, writer));
			}
		}
		sources(Origin.KEY).stream()
			.filter((each) -> !each.source().isWhole())
			.forEach((each) -> this.key.add(each.source().path(), each.column()));
	}

	private List<Source> sources(Origin origin) {
		return this.sources.stream().filter((each) -> each.source().origin() == origin).toList();
	}

	/**
	 * Returns where rows stand in a record.
	 * @return the shape of records
	 */
	public RecordShape shape() {
		return this.shape;
	}

	/**
	 * Returns the structure of a record's value.
	 * @param rowAt the names of the fields that lead to the row; none if the value is the
	 * row itself
	 * @return the whole value, with the row in its place, or with the array of rows
	 */
	public RecordField value(List<String> rowAt) {
		RecordField value = new RecordField();
		sources(Origin.VALUE).forEach((each) -> value.add(each.source().path(), each.column()));
		RecordField row = value;
		for (String name : rowAt) {
			row = row.orAddField(name);
		}
		FieldPath rows = this.shape.rowsPath();
		if (rows != null) {
			row.at(rows).holdRows(row());
		}
		else {
			addRow(row);
		}
		return value;
	}

	/**
	 * Returns the structure of a row by itself.
	 * @return the row
	 */
	public RecordField row() {
		RecordField row = new RecordField();
		addRow(row);
		return row;
	}

	private void addRow(RecordField row) {
		sources(Origin.ROW).forEach((each) -> row.add(each.source().path(), each.column()));
		row.takeByName(this.byName);
	}

	/**
	 * Returns the structure of a record's key.
	 * @return the key, of which columns are declared to take parts
	 */
	public RecordField key() {
		return this.key;
	}

	/**
	 * Returns the columns that take a record's key as it is.
	 * @return the columns
	 */
	public List<ColumnWriter> wholeKey() {
		return columnsOf(Origin.KEY);
	}

	/**
	 * Returns whether columns take the key of a record that has a value.
	 * @return whether keys have to be read
	 */
	public boolean takesKey() {
		return !sources(Origin.KEY).isEmpty();
	}

	/** Returns the columns that take headers, by the names of their headers. */
	Map<String, List<ColumnWriter>> headers() {
		Map<String, List<ColumnWriter>> headers = new HashMap<>();
		sources(Origin.HEADER).forEach(
				(each) -> headers.computeIfAbsent(String.valueOf(each.source().header()), (any) -> new ArrayList<>())
					.add(each.column()));
		return headers;
	}

	/**
	 * Returns the columns that take the same part of each record, whatever its content.
	 */
	List<ColumnWriter> columnsOf(Origin origin) {
		return sources(origin).stream().filter((each) -> each.source().isWhole()).map(Source::column).toList();
	}

	/**
	 * Returns the column that takes the key of a record without a value.
	 * @return the column; none if only declared columns take keys, or parts of keys
	 * @throws UnreadableRecordException if no column takes keys
	 */
	public List<ColumnWriter> keyColumn() throws UnreadableRecordException {
		for (ColumnWriter each : this.byName) {
			if (each.column().name().equals(this.keyColumn)) {
				return List.of(each);
			}
		}
		if (isKeyDeclared()) {
			return List.of();
		}
		throw new UnreadableRecordException(RejectionCode.TOMBSTONE,
				"there is no column '%s' for its key; name another with ingest.key-column".formatted(this.keyColumn));
	}

	/**
	 * Returns whether the user has declared a column that takes keys, or parts of keys.
	 * @return whether a record without a value has values, even if no field of its key
	 * goes into the column of its name
	 */
	public boolean isKeyDeclared() {
		return sources(Origin.KEY).stream().anyMatch((each) -> !each.column().column().name().equals("kafka_key"));
	}

	/**
	 * Returns whether a record needs a field that has a column. Without one, its row
	 * would have no values.
	 * @return whether a record of which no field has a column is rejected
	 */
	public boolean needsField() {
		return needsRowField() || sources(Origin.VALUE).stream().anyMatch((each) -> !each.source().isWhole());
	}

	/**
	 * Returns whether a row needs a field that has a column, whatever is around the row.
	 * @return whether a row of which no field has a column is rejected
	 */
	public boolean needsRowField() {
		return !this.byName.isEmpty() || !sources(Origin.ROW).isEmpty();
	}

	/** A column and where its value stands. */
	private record Source(ColumnSource source, ColumnWriter column) {
	}

}

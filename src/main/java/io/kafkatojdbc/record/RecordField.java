package io.kafkatojdbc.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A place in the structure of a record, with the columns that take its value, and the
 * places below it of which columns take something.
 */
public final class RecordField {

	private final List<ColumnWriter> columns = new ArrayList<>();

	private final Map<String, RecordField> fields = new HashMap<>();

	private final Map<Integer, RecordField> elements = new HashMap<>();

	/** The structure of each row, if this is the array of rows. */
	private @Nullable RecordField rows;

	/** Finds the columns that take a field by its name; {@code null} if only paths do. */
	private @Nullable FieldNames names;

	/**
	 * Returns a field of the object at this place.
	 * @param name the name of the field, as the record has it
	 * @return the field, or {@code null} if no column takes anything of it
	 */
	public @Nullable RecordField field(String name) {
		RecordField field = this.fields.get(name);
		return (field != null || this.names == null) ? field : this.names.find(name);
	}

	/**
	 * Returns an element of the array at this place.
	 * @param index the index of the element, counted from 0
	 * @return the element, or {@code null} if no column takes anything of it
	 */
	public @Nullable RecordField element(int index) {
		return this.elements.get(index);
	}

	/**
	 * Returns the columns that take the value at this place as it is.
	 * @return the columns
	 */
	public List<ColumnWriter> columns() {
		return this.columns;
	}

	/**
	 * Returns whether columns take fields of an object at this place.
	 * @return whether an object has to be read
	 */
	public boolean hasFields() {
		return !this.fields.isEmpty() || this.names != null;
	}

	/**
	 * Returns whether columns take elements of an array at this place.
	 * @return whether an array has to be read
	 */
	public boolean hasElements() {
		return !this.elements.isEmpty();
	}

	/**
	 * Returns whether the row stands at this place, so that its fields go into the
	 * columns of their names.
	 * @return whether fields without a column are fields of the row
	 */
	public boolean isRow() {
		return this.names != null;
	}

	/**
	 * Returns the structure of each row, if the value at this place is the array of the
	 * record's rows.
	 * @return the structure of an element, or {@code null} if elements are no rows
	 */
	public @Nullable RecordField rows() {
		return this.rows;
	}

	void holdRows(RecordField row) {
		this.rows = row;
	}

	/**
	 * Returns this place for records of which a schema says what values mean.
	 * @param type what the schema says about the value at this place
	 * @return a place with the same columns
	 */
	public RecordField typed(RecordType type) {
		RecordField typed = new RecordField();
		this.columns.forEach((each) -> typed.columns.add(type.writer(each)));
		this.fields.forEach((name, field) -> typed.fields.put(name, field.typed(type.field(name))));
		this.elements.forEach((index, element) -> typed.elements.put(index, element.typed(type.elementOrUnknown())));
		typed.names = this.names;
		typed.rows = (this.rows != null) ? this.rows.typed(type.elementOrUnknown()) : null;
		type.fields().forEach((name, field) -> {
			RecordField known = field(name);
			if (known != null) {
				typed.fields.computeIfAbsent(name, (any) -> known.typed(field));
			}
		});
		return typed;
	}

	/**
	 * Returns a column that takes something at this place or below.
	 * @return a column, or {@code null} if only the way to the rows leads there
	 */
	public @Nullable ColumnWriter anyColumn() {
		return !this.columns.isEmpty() ? this.columns.get(0)
				: Stream.concat(this.fields.values().stream(), this.elements.values().stream())
					.map(RecordField::anyColumn)
					.filter(Objects::nonNull)
					.findFirst()
					.orElse(null);
	}

	/**
	 * Returns a column that takes something at this place or below, where the rows of a
	 * record stand in no array.
	 * @return a column
	 */
	public ColumnWriter firstColumn() {
		return Objects.requireNonNull(anyColumn());
	}

	RecordField orAddField(String name) {
		return this.fields.computeIfAbsent(name, (any) -> new RecordField());
	}

	void add(FieldPath path, ColumnWriter column) {
		at(path).columns.add(column);
	}

	RecordField at(FieldPath path) {
		RecordField field = this;
		for (Object step : path.steps()) {
			field = (step instanceof Integer index) ? field.elements.computeIfAbsent(index, (any) -> new RecordField())
					: field.orAddField((String) step);
		}
		return field;
	}

	void takeByName(List<ColumnWriter> columns) {
		FieldNames found = new FieldNames(columns);
		this.names = found;
		this.fields.forEach((name, field) -> {
			RecordField byName = found.find(name);
			if (byName != null) {
				// A path may lead through a field that a column takes as a whole.
				field.columns.addAll(byName.columns);
			}
		});
	}

}

package io.kafkatojdbc.record;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
	 * Returns a column that takes something at this place or below.
	 * @return a column
	 */
	public ColumnWriter firstColumn() {
		return this.columns.isEmpty() ? Stream.concat(this.fields.values().stream(), this.elements.values().stream())
			.findFirst()
			.orElseThrow()
			.firstColumn() : this.columns.get(0);
	}

	RecordField orAddField(String name) {
		return this.fields.computeIfAbsent(name, (any) -> new RecordField());
	}

	void add(FieldPath path, ColumnWriter column) {
		RecordField field = this;
		for (Object step : path.steps()) {
			field = (step instanceof Integer index) ? field.elements.computeIfAbsent(index, (any) -> new RecordField())
					: field.orAddField((String) step);
		}
		field.columns.add(column);
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

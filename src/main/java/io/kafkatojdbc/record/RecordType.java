package io.kafkatojdbc.record;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * What the schema of a record says about a value.
 *
 * @param meaning what the value means, or {@code null} if it means what it says
 * @param variableScale whether the value is an object with the scale and the bytes of a
 * decimal number
 * @param fields the types of the fields of an object
 * @param element the type of the elements of an array, or {@code null} if it is not known
 */
public record RecordType(@Nullable SemanticType meaning, boolean variableScale, Map<String, RecordType> fields,
		@Nullable RecordType element) {

	/** A value about which no schema says anything. */
	public static final RecordType UNKNOWN = new RecordType(null, false, Map.of(), null);

	/** Keeps a copy of the map. */
	public RecordType {
		fields = Map.copyOf(fields);
	}

	RecordType field(String name) {
		return this.fields.getOrDefault(name, UNKNOWN);
	}

	RecordType elementOrUnknown() {
		return (this.element != null) ? this.element : UNKNOWN;
	}

	/** Returns a writer that reads values as this type means them. */
	ColumnWriter writer(ColumnWriter column) {
		RecordType type = (column.column().array() && this.element != null) ? this.element : this;
		return (type.meaning != null || type.variableScale) ? new TypedWriter(column, type) : column;
	}

}

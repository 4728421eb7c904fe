package io.kafkatojdbc.protobuf;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.kafkatojdbc.record.Column.Kind;
import io.kafkatojdbc.record.ColumnWriter;
import io.kafkatojdbc.record.RecordField;
import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.record.RowWriter;
import io.kafkatojdbc.record.UnreadableRecordException;
import org.jspecify.annotations.Nullable;

/** Writes the fields of messages into the columns that take them. */
final class MessageFields {

	/** What columns take of the fields of a message, by the indexes of the fields. */
	private final Map<Place, @Nullable RecordField[]> targets = new HashMap<>();

	private int known;

	private int ignored;

	/**
	 * Writes a message.
	 * @param message the message
	 * @param bytes the bytes that it was read from
	 * @param structure of which of its parts columns take something
	 * @param row a row that has begun
	 */
	void write(ProtobufMessage message, byte[] bytes, RecordField structure, RowWriter row)
			throws UnreadableRecordException {
		this.known = 0;
		this.ignored = 0;
		Object meaning = Meanings.of(message);
		if (!Meanings.isObject(meaning)) {
			throw new UnreadableRecordException(RejectionCode.NOT_AN_OBJECT,
					"a %s by itself has no fields".formatted(message.type().name()));
		}
		if (structure.hasFields()) {
			readParts(Objects.requireNonNull(meaning), structure, row);
		}
		writeWhole(meaning, bytes, structure.columns(), row);
	}

	/** Writes a whole message: its bytes into columns of bytes, and otherwise JSON. */
	void writeWhole(@Nullable Object message, byte[] bytes, List<ColumnWriter> columns, RowWriter row)
			throws UnreadableRecordException {
		for (ColumnWriter each : columns) {
			write((each.column().kind() == Kind.BYTES) ? bytes : message, each, row);
		}
	}

	/**
	 * Returns how many fields of the row have a column, whether they are given or not.
	 */
	int known() {
		return this.known;
	}

	/** Returns how many fields of the row have no column. */
	int ignored() {
		return this.ignored;
	}

	private void read(Object value, RecordField place, RowWriter row) throws UnreadableRecordException {
		Object meaning = meaning(value, place);
		if (meaning != null && (place.hasFields() || place.hasElements())) {
			readParts(meaning, place, row);
		}
		for (ColumnWriter each : place.columns()) {
			write(meaning, each, row);
		}
	}

	private static @Nullable Object meaning(@Nullable Object value, RecordField place)
			throws UnreadableRecordException {
		try {
			return Meanings.of(value);
		}
		catch (UnreadableRecordException ex) {
			throw ex.in(place.firstColumn().column());
		}
	}

	private void readParts(Object value, RecordField place, RowWriter row) throws UnreadableRecordException {
		if (value instanceof AnyMessage any) {
			Object content = meaning(any.message(), place);
			if (content != null) {
				readParts(content, place, row);
			}
		}
		else if (place.hasFields() && Meanings.isObject(value)) {
			readObject(value, place, row);
		}
		else if (place.hasElements() && value instanceof List<?> list) {
			readElements(list, place, row);
		}
		else {
			throw UnreadableRecordException
				.wrongValue(
						"its path leads into a value that is no %s".formatted(place.hasFields() ? "message" : "list"))
				.in(place.firstColumn().column());
		}
	}

	private void readObject(Object value, RecordField place, RowWriter row) throws UnreadableRecordException {
		if (value instanceof ProtobufMessage message) {
			readFields(message, place, row);
		}
		else {
			readFields(Meanings.fields(value), place, row);
		}
	}

	private void readFields(ProtobufMessage message, RecordField place, RowWriter row)
			throws UnreadableRecordException {
		@Nullable RecordField[] fields = this.targets.computeIfAbsent(new Place(place, message.type()), MessageFields::fields);
		int withoutColumn = message.unknownFields();
		for (FieldType each : message.type().fields()) {
			RecordField field = fields[each.index()];
			if (field != null) {
				this.known++;
				readField(message.value(each), field, row);
			}
			else {
				withoutColumn += message.has(each) ? 1 : 0;
			}
		}
		this.ignored += place.isRow() ? withoutColumn : 0;
	}

	/** Reads the value of a field. A field that is not given leaves its columns alone. */
	private void readField(@Nullable Object value, RecordField field, RowWriter row) throws UnreadableRecordException {
		if (value != null) {
			read(value, field, row);
		}
	}

	/** Finds fields by the name in the schema, or by the name in JSON. */
	private static @Nullable RecordField[] fields(Place place) {
		List<FieldType> fields = place.type().fields();
		@Nullable RecordField[] found = new RecordField[fields.size()];
		for (FieldType each : fields) {
			RecordField field = place.field().field(each.name());
			found[each.index()] = (field != null) ? field : place.field().field(each.jsonName());
		}
		return found;
	}

	private void readFields(Map<?, ?> object, RecordField place, RowWriter row) throws UnreadableRecordException {
		for (Map.Entry<?, ?> each : object.entrySet()) {
			RecordField field = place.field(String.valueOf(each.getKey()));
			if (field != null) {
				this.known++;
				read(each.getValue(), field, row);
			}
			else {
				this.ignored += place.isRow() ? 1 : 0;
			}
		}
	}

	private void readElements(List<?> list, RecordField place, RowWriter row) throws UnreadableRecordException {
		for (int index = 0; index < list.size(); index++) {
			RecordField element = place.element(index);
			if (element != null) {
				read(list.get(index), element, row);
			}
		}
	}

	private void write(@Nullable Object meaning, ColumnWriter column, RowWriter row) throws UnreadableRecordException {
		row.column(column.position());
		try {
			ColumnValues.write(meaning, column, row);
		}
		catch (UnreadableRecordException ex) {
			throw ex.in(column.column());
		}
	}

	/** A place in a record at which a message of a type stands. */
	private record Place(RecordField field, MessageType type) {
	}

}

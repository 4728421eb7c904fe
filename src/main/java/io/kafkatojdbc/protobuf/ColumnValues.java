package io.kafkatojdbc.protobuf;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;

import io.kafkatojdbc.pipeline.EpochUnit;
import io.kafkatojdbc.record.Column.Kind;
import io.kafkatojdbc.record.ColumnWriter;
import io.kafkatojdbc.record.RowWriter;
import io.kafkatojdbc.record.UnreadableRecordException;
import org.jspecify.annotations.Nullable;

/** Writes the values of messages in the form that a column takes. */
final class ColumnValues {

	private ColumnValues() {
	}

	/** Writes what a value stands for into a column that has begun. */
	static void write(@Nullable Object meaning, ColumnWriter column, RowWriter row) throws UnreadableRecordException {
		if (meaning == null) {
			row.nothing();
		}
		else if (!column.column().array()) {
			writeOne(meaning, column, row);
		}
		else if (meaning instanceof List<?> list) {
			writeArray(list, column, row);
		}
		else {
			throw UnreadableRecordException.wrongValue("an array is needed");
		}
	}

	private static void writeArray(List<?> list, ColumnWriter column, RowWriter row) throws UnreadableRecordException {
		row.beginArray();
		for (Object each : list) {
			Object meaning = Meanings.of(each);
			if (meaning == null) {
				row.nothing();
			}
			else if (meaning instanceof List<?> inner && column.column().kind() != Kind.JSON) {
				writeArray(inner, column, row);
			}
			else {
				writeOne(meaning, column, row);
			}
		}
		row.endArray();
	}

	private static void writeOne(Object meaning, ColumnWriter column, RowWriter row) throws UnreadableRecordException {
		if (column.column().kind() == Kind.JSON) {
			writeJson(meaning, column, row);
			return;
		}
		Object value = Meanings.ofScalar(meaning);
		if (value instanceof Number number) {
			writeNumber(number, column, row);
		}
		else if (value instanceof String text) {
			column.text(text, row);
		}
		else if (value instanceof Boolean truth) {
			column.bool(truth, row);
		}
		else if (value instanceof byte[] bytes) {
			column.bytes(bytes, row);
		}
		else if (value instanceof EnumNumber constant) {
			writeEnum(constant, column, row);
		}
		else {
			writeTime(value, column, row);
		}
	}

	private static void writeNumber(Number number, ColumnWriter column, RowWriter row)
			throws UnreadableRecordException {
		if (number instanceof Long whole) {
			column.whole(whole, row);
		}
		else if (number instanceof BigInteger whole) {
			column.decimal(new BigDecimal(whole), row);
		}
		else if (number instanceof BigDecimal decimal) {
			column.decimal(decimal, row);
		}
		else {
			// The shortest digits of a float, and not those of a double that equals it.
			column.floating(Double.parseDouble(number.toString()), row);
		}
	}

	private static void writeEnum(EnumNumber constant, ColumnWriter column, RowWriter row)
			throws UnreadableRecordException {
		String name = constant.name();
		if (column.column().kind() == Kind.INTEGER) {
			row.number(constant.number());
		}
		else if (name != null) {
			column.text(name, row);
		}
		else {
			throw UnreadableRecordException.wrongValue("%d has no name in the enum %s; a column of integers takes it"
				.formatted(constant.number(), constant.type().getFullName()));
		}
	}

	private static void writeTime(@Nullable Object value, ColumnWriter column, RowWriter row)
			throws UnreadableRecordException {
		if (value instanceof Instant time) {
			requireNoNumber(column, "a point in time");
			long micros = Math.multiplyExact(time.getEpochSecond(), 1_000_000L) + time.getNano() / 1_000;
			column.instant(micros, EpochUnit.US, row);
		}
		else if (value instanceof Duration length) {
			requireNoNumber(column, "a length of time");
			long micros = Math.multiplyExact(length.getSeconds(), 1_000_000L) + length.getNano() / 1_000;
			column.interval(0, 0, micros, row);
		}
		else if (value instanceof LocalDate date) {
			requireNoNumber(column, "a date");
			column.date(date.toEpochDay(), row);
		}
		else if (value instanceof LocalTime time) {
			requireNoNumber(column, "a time of day");
			column.timeOfDay(time.toNanoOfDay(), EpochUnit.NS, row);
		}
		else {
			writeStructure(value, column, row);
		}
	}

	/** Refuses a time in a column of numbers, because nothing says what is counted. */
	private static void requireNoNumber(ColumnWriter column, String what) throws UnreadableRecordException {
		switch (column.column().kind()) {
			case INTEGER, NUMERIC, FLOAT -> throw UnreadableRecordException.wrongValue(
					"%s cannot go into a column of the type %s; name one of its fields with ingest.columns.%s.from"
						.formatted(what, column.column().type(), column.column().name()));
			default -> {
				// Refuses itself what it cannot take.
			}
		}
	}

	private static void writeStructure(@Nullable Object value, ColumnWriter column, RowWriter row)
			throws UnreadableRecordException {
		if (column.column().kind() == Kind.BYTES) {
			throw UnreadableRecordException.wrongValue("bytes are needed");
		}
		writeJson(value, column, row);
	}

	private static void writeJson(@Nullable Object value, ColumnWriter column, RowWriter row)
			throws UnreadableRecordException {
		byte[] json = ProtobufJson.of(value).getBytes(StandardCharsets.UTF_8);
		column.json(json, 0, json.length, row);
	}

}

package io.kafkatojdbc.staging;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.kafkatojdbc.record.Column;
import org.jspecify.annotations.Nullable;

/**
 * The types whose plain values this service can write in COPY's binary format. A value is
 * plain if its text leaves no doubt about how PostgreSQL reads it. All other values are
 * left to PostgreSQL as text.
 * <p>
 * The constants are named as in pg_type. Their formats are those of the types' receive
 * functions in PostgreSQL's source.
 */
enum BinaryType {

	TEXT(BinaryType::bytes), VARCHAR(BinaryType::bytes), BPCHAR(BinaryType::bytes), JSON(BinaryType::bytes),

	JSONB(BinaryType::jsonb), BOOL(BinaryType::bool), UUID(BinaryHex::uuid), BYTEA(BinaryHex::bytea),

	INT2(BinaryIntegers::int2), INT4(BinaryIntegers::int4), INT8(BinaryIntegers::int8),

	FLOAT4(BinaryFloats::float4), FLOAT8(BinaryFloats::float8), NUMERIC(BinaryNumeric::write),

	DATE(BinaryTimes::date), TIMESTAMP(BinaryTimes::timestamp), TIMESTAMPTZ(BinaryTimes::timestamptz);

	private static final Map<String, BinaryType> BY_NAME = Stream.of(values())
		.collect(Collectors.toUnmodifiableMap((type) -> type.name().toLowerCase(Locale.ROOT), (type) -> type));

	private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);

	private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

	private static final byte JSONB_VERSION = 1;

	// All writers are references to static methods.
	@SuppressWarnings("ImmutableEnumChecker")
	private final Writer writer;

	BinaryType(Writer writer) {
		this.writer = writer;
	}

	/**
	 * Returns the type of a column, or null if its values cannot be written in binary
	 * format.
	 */
	static @Nullable BinaryType of(Column column) {
		return (column.builtIn() != null) ? BY_NAME.get(column.builtIn()) : null;
	}

	/**
	 * Adds a field.
	 * @param text the value as text
	 * @param out the buffer that takes the length of the value and the value
	 * @return whether the value is plain; if it is not, the bytes that were added are
	 * useless
	 */
	boolean write(TextSlice text, CopyBuffer out) {
		int at = out.length();
		out.addInt(0);
		if (!this.writer.write(text, out)) {
			return false;
		}
		out.setInt(at, out.length() - at - Integer.BYTES);
		return true;
	}

	private static boolean bytes(TextSlice text, CopyBuffer out) {
		out.add(text.bytes(), text.from(), text.to());
		return true;
	}

	private static boolean jsonb(TextSlice text, CopyBuffer out) {
		out.addByte(JSONB_VERSION);
		return bytes(text, out);
	}

	private static boolean bool(TextSlice text, CopyBuffer out) {
		boolean isTrue = text.is(TRUE);
		out.addByte((byte) (isTrue ? 1 : 0));
		return isTrue || text.is(FALSE);
	}

	private interface Writer {

		boolean write(TextSlice text, CopyBuffer out);

	}

}

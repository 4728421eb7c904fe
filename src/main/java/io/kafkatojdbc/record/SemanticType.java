package io.kafkatojdbc.record;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;

import io.kafkatojdbc.pipeline.EpochUnit;
import io.kafkatojdbc.record.Column.Kind;
import org.jspecify.annotations.Nullable;

/**
 * What values mean whose schema gives their type a name, as Debezium and Kafka Connect
 * do. A value of such a type needs no declared unit or scale.
 */
public final class SemanticType {

	/**
	 * The name of Debezium's structure of a {@code scale} and the bytes of a
	 * {@code value}, which is a decimal number.
	 */
	public static final String VARIABLE_SCALE_DECIMAL = "io.debezium.data.VariableScaleDecimal";

	private static final String CONNECT_DECIMAL = "org.apache.kafka.connect.data.Decimal";

	private static final SemanticType JSON = new SemanticType(null, null, null, true);

	private final @Nullable Counted counted;

	private final @Nullable Integer scale;

	private final @Nullable Integer bits;

	private final boolean json;

	private SemanticType(@Nullable Counted counted, @Nullable Integer scale, @Nullable Integer bits, boolean json) {
		this.counted = counted;
		this.scale = scale;
		this.bits = bits;
		this.json = json;
	}

	/**
	 * Returns what the name of a type means. Text in ISO 8601, as that of
	 * {@code ZonedTimestamp} or {@code Interval}, means what it says, and needs no
	 * special type.
	 * @param name the name, as {@code io.debezium.time.MicroTimestamp}
	 * @param parameters the parameters that the schema gives the type, as {@code scale}
	 * @return the type, or {@code null} if its values mean what they say
	 */
	public static @Nullable SemanticType of(@Nullable String name, Map<String, String> parameters) {
		if (name == null) {
			return null;
		}
		return switch (name) {
			case CONNECT_DECIMAL -> decimalOrNull(parameters.get("scale"));
			case "io.debezium.data.Json" -> JSON;
			case "io.debezium.data.Bits" ->
				new SemanticType(null, null, numberOr(parameters.get("length"), Integer.MAX_VALUE), false);
			default -> {
				Counted counted = Counted.named(name);
				yield (counted != null) ? new SemanticType(counted, null, null, false) : null;
			}
		};
	}

	private static @Nullable SemanticType decimalOrNull(@Nullable String scale) {
		Integer number = numberOr(scale, null);
		return (number != null) ? decimal(number) : null;
	}

	private static @Nullable Integer numberOr(@Nullable String text, @Nullable Integer other) {
		try {
			return (text != null) ? Integer.valueOf(text) : other;
		}
		catch (NumberFormatException ex) {
			return other;
		}
	}

	/**
	 * Returns the type of decimal numbers whose unscaled value is in bytes, as two's
	 * complement.
	 * @param scale the number of digits after the point
	 * @return the type
	 */
	public static SemanticType decimal(int scale) {
		return new SemanticType(null, scale, null, false);
	}

	/**
	 * Returns the type of numbers that count from 1970 in UTC.
	 * @param unit what is counted
	 * @return the type
	 */
	public static SemanticType instant(EpochUnit unit) {
		return new SemanticType(Counted.instants(unit), null, null, false);
	}

	/**
	 * Returns the type of numbers that count from 1970 on a clock of no known zone.
	 * @param unit what is counted
	 * @return the type
	 */
	public static SemanticType local(EpochUnit unit) {
		return new SemanticType(Counted.locals(unit), null, null, false);
	}

	/**
	 * Returns the type of numbers that count the days from 1970.
	 * @return the type
	 */
	public static SemanticType date() {
		return new SemanticType(Counted.days(), null, null, false);
	}

	/**
	 * Returns the type of numbers that count from midnight.
	 * @param unit what is counted
	 * @return the type
	 */
	public static SemanticType timeOfDay(EpochUnit unit) {
		return new SemanticType(Counted.timesOfDay(unit), null, null, false);
	}

	/**
	 * Writes a whole number of this type.
	 * @param value the number
	 * @param column the column, which the row has begun
	 * @param row the row
	 * @throws UnreadableRecordException if the column cannot take the value
	 */
	public void whole(long value, ColumnWriter column, RowWriter row) throws UnreadableRecordException {
		if (this.counted != null) {
			this.counted.write(value, column, row);
		}
		else {
			column.whole(value, row);
		}
	}

	/**
	 * Writes a text of this type, which is base64 if the type has bytes.
	 * @param text a buffer
	 * @param from where the text begins in the buffer
	 * @param to where the text ends in the buffer
	 * @param column the column, which the row has begun
	 * @param row the row
	 * @throws UnreadableRecordException if the column cannot take the value
	 */
	public void text(char[] text, int from, int to, ColumnWriter column, RowWriter row)
			throws UnreadableRecordException {
		if (this.scale != null || this.bits != null) {
			bytes(Encodings.fromBase64(new String(text, from, to - from)), column, row);
		}
		else if (this.json && column.column().kind() == Kind.JSON) {
			// PostgreSQL refuses what is no JSON.
			row.text(text, from, to);
		}
		else {
			column.text(text, from, to, row);
		}
	}

	/**
	 * Writes bytes of this type.
	 * @param value the bytes
	 * @param column the column, which the row has begun
	 * @param row the row
	 * @throws UnreadableRecordException if the column cannot take the value
	 */
	public void bytes(byte[] value, ColumnWriter column, RowWriter row) throws UnreadableRecordException {
		if (this.scale != null) {
			decimal(value, this.scale, column, row);
		}
		else if (this.bits != null && column.column().kind() != Kind.BYTES) {
			column.text(bits(value, (int) Math.min(this.bits, 8L * value.length)), row);
		}
		else {
			column.bytes(value, row);
		}
	}

	/**
	 * Writes a decimal number.
	 * @param unscaled the unscaled value, as two's complement
	 * @param scale the number of digits after the point
	 * @param column the column, which the row has begun
	 * @param row the row
	 * @throws UnreadableRecordException if the column cannot take the value
	 */
	public static void decimal(byte[] unscaled, int scale, ColumnWriter column, RowWriter row)
			throws UnreadableRecordException {
		if (unscaled.length == 0) {
			throw UnreadableRecordException.wrongValue("no bytes are no number");
		}
		// PostgreSQL's numbers are within these limits, and others would fill the memory.
		if (Math.abs((long) scale) > 16_383 || unscaled.length > 65_536) {
			throw UnreadableRecordException.wrongValue(
					"a decimal number of %d bytes and the scale %d is out of range".formatted(unscaled.length, scale));
		}
		column.decimal(new BigDecimal(new BigInteger(unscaled), scale), row);
	}

	/** Returns bits from the highest to the lowest. The lowest are in the first byte. */
	private static String bits(byte[] value, int count) {
		StringBuilder text = new StringBuilder(count);
		for (int i = count - 1; i >= 0; i--) {
			text.append((char) ('0' + (value[i / 8] >> i % 8 & 1)));
		}
		return text.toString();
	}

}

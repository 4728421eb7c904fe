package io.kafkatojdbc.record;

import java.math.BigDecimal;
import java.math.BigInteger;

import io.kafkatojdbc.pipeline.ColumnSettings;
import org.jspecify.annotations.Nullable;

/** Writes values of a column of numbers. */
class NumberWriter extends ColumnWriter {

	/** The number of bytes beyond which no column takes a number. */
	private static final int MOST_BYTES = 65_536;

	private final @Nullable Integer decimalScale;

	NumberWriter(int position, Column column, ColumnSettings settings) {
		super(position, column);
		this.decimalScale = settings.decimalScale();
	}

	@Override
	public final void text(char[] text, int from, int to, RowWriter row) throws UnreadableRecordException {
		if (this.decimalScale == null) {
			plainText(text, from, to, row);
		}
		else {
			bytes(Encodings.fromBase64(new String(text, from, to - from)), row);
		}
	}

	void plainText(char[] text, int from, int to, RowWriter row) throws UnreadableRecordException {
		row.text(text, from, to);
	}

	/**
	 * Writes the number of which a record has the unscaled value, as two's complement.
	 */
	@Override
	public final void bytes(byte[] value, RowWriter row) throws UnreadableRecordException {
		if (this.decimalScale == null) {
			throw UnreadableRecordException.wrongValue("the scale of a number in bytes isn't known; declare it with %s"
				.formatted(ColumnSetting.DECIMAL_SCALE.of(column())));
		}
		if (value.length > MOST_BYTES) {
			throw UnreadableRecordException.wrongValue("%d bytes are no number".formatted(value.length));
		}
		if (value.length == 0) {
			throw UnreadableRecordException.wrongValue("no bytes are no number");
		}
		decimal(new BigDecimal(new BigInteger(value), this.decimalScale), row);
	}

}

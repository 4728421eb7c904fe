package io.kafkatojdbc.record;

import java.math.BigDecimal;
import java.util.Arrays;

/** Writes values of a column of bytes. */
final class BytesWriter extends ColumnWriter {

	BytesWriter(int position, Column column) {
		super(position, column);
	}

	@Override
	public void text(char[] text, int from, int to, RowWriter row) throws UnreadableRecordException {
		if (to - from >= 2 && text[from] == '\\' && text[from + 1] == 'x') {
			row.text(text, from, to);
		}
		else {
			row.bytes(Encodings.fromBase64(new String(text, from, to - from)));
		}
	}

	@Override
	public void bytes(byte[] value, RowWriter row) {
		row.bytes(value);
	}

	/** Writes the bytes of JSON themselves. */
	@Override
	public void json(byte[] json, int from, int to, RowWriter row) {
		row.bytes(Arrays.copyOfRange(json, from, to));
	}

	@Override
	public void number(char[] text, int from, int to, boolean whole, RowWriter row) throws UnreadableRecordException {
		throw needed();
	}

	@Override
	public void whole(long value, RowWriter row) throws UnreadableRecordException {
		throw needed();
	}

	@Override
	public void floating(double value, RowWriter row) throws UnreadableRecordException {
		throw needed();
	}

	@Override
	public void decimal(BigDecimal value, RowWriter row) throws UnreadableRecordException {
		throw needed();
	}

	@Override
	public void bool(boolean value, RowWriter row) throws UnreadableRecordException {
		throw needed();
	}

	@Override
	void time(IsoText text, RowWriter row) throws UnreadableRecordException {
		throw needed();
	}

	static UnreadableRecordException needed() {
		return new UnreadableRecordException(RejectionCode.WRONG_VALUE,
				"bytes are needed, as a string in base64 or as \\x and hex digits");
	}

}

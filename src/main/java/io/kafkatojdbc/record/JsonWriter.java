package io.kafkatojdbc.record;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Writes values of a column of JSON. */
final class JsonWriter extends ColumnWriter {

	JsonWriter(int position, Column column) {
		super(position, column);
	}

	@Override
	public void text(char[] text, int from, int to, RowWriter row) throws UnreadableRecordException {
		quoted(new String(text, from, to - from), row);
	}

	@Override
	public void number(char[] text, int from, int to, boolean whole, RowWriter row) throws UnreadableRecordException {
		json(new String(text, from, to - from), row);
	}

	@Override
	public void whole(long value, RowWriter row) throws UnreadableRecordException {
		json(Long.toString(value), row);
	}

	@Override
	public void floating(double value, RowWriter row) throws UnreadableRecordException {
		String text = Double.toString(value);
		if (Double.isFinite(value)) {
			json(text, row);
		}
		else {
			quoted(text, row);
		}
	}

	@Override
	public void decimal(BigDecimal value, RowWriter row) throws UnreadableRecordException {
		json(value.toPlainString(), row);
	}

	@Override
	public void bool(boolean value, RowWriter row) throws UnreadableRecordException {
		json(Boolean.toString(value), row);
	}

	@Override
	public void bytes(byte[] value, RowWriter row) throws UnreadableRecordException {
		quoted(Base64.getEncoder().encodeToString(value), row);
	}

	@Override
	void time(IsoText text, RowWriter row) throws UnreadableRecordException {
		quoted(text.toString(), row);
	}

	private void quoted(String text, RowWriter row) throws UnreadableRecordException {
		json(Encodings.quoted(text), row);
	}

	private void json(String json, RowWriter row) throws UnreadableRecordException {
		byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
		json(bytes, 0, bytes.length, row);
	}

}

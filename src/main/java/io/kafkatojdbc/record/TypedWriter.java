package io.kafkatojdbc.record;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.kafkatojdbc.record.Column.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Writes the values of one column whose meaning a schema says. The schema knows better
 * than the settings of the column.
 */
final class TypedWriter extends ColumnWriter {

	private static final Pattern SCALE = Pattern.compile("\"scale\"\\s*:\\s*(-?\\d{1,9})\\b");

	private static final Pattern VALUE = Pattern.compile("\"value\"\\s*:\\s*\"([^\"]*)\"");

	private final ColumnWriter target;

	private final @Nullable SemanticType meaning;

	private final boolean variableScale;

	TypedWriter(ColumnWriter target, RecordType type) {
		super(target.position(), target.column());
		this.target = target;
		this.meaning = type.meaning();
		this.variableScale = type.variableScale();
	}

	@Override
	public void text(char[] text, int from, int to, RowWriter row) throws UnreadableRecordException {
		if (this.meaning != null) {
			this.meaning.text(text, from, to, this.target, row);
		}
		else {
			this.target.text(text, from, to, row);
		}
	}

	@Override
	public void number(char[] text, int from, int to, boolean whole, RowWriter row) throws UnreadableRecordException {
		if (this.meaning != null && whole) {
			this.meaning.whole(parse(new String(text, from, to - from)), this.target, row);
		}
		else {
			this.target.number(text, from, to, whole, row);
		}
	}

	private static long parse(String number) throws UnreadableRecordException {
		try {
			return Long.parseLong(number);
		}
		catch (NumberFormatException ex) {
			throw UnreadableRecordException.wrongValue(number + " is out of range");
		}
	}

	@Override
	public void bool(boolean value, RowWriter row) throws UnreadableRecordException {
		this.target.bool(value, row);
	}

	@Override
	public void json(byte[] json, int from, int to, RowWriter row) throws UnreadableRecordException {
		if (!this.variableScale || column().kind() == Kind.JSON) {
			this.target.json(json, from, to, row);
			return;
		}
		String text = new String(json, from, to - from, StandardCharsets.UTF_8);
		Matcher scale = SCALE.matcher(text);
		Matcher value = VALUE.matcher(text);
		if (!scale.find() || !value.find()) {
			throw UnreadableRecordException.wrongValue("a decimal number of variable scale has a scale and a value");
		}
		SemanticType.decimal(Encodings.fromBase64(value.group(1)), Integer.parseInt(scale.group(1)), this.target, row);
	}

}

package io.kafkatojdbc.record;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.kafkatojdbc.record.Column.Kind;

/**
 * Collects the JSON of a structure that has been read from another format. It takes the
 * values in the structure as a row of one column of JSON takes them.
 * <p>
 * Only one thread at a time may use an instance.
 */
public final class JsonBuffer implements RowWriter {

	/** A larger buffer is not kept for the next structure. */
	private static final int MOST_KEPT = 1 << 20;

	private final ColumnWriter column = new JsonWriter(0,
			new Column("", "json", Kind.JSON, null, false, ',', false, false));

	private byte[] bytes = new byte[256];

	private int length;

	/**
	 * Returns the column whose values are added to the JSON.
	 * @return a column of JSON
	 */
	public ColumnWriter column() {
		return this.column;
	}

	/**
	 * Returns the JSON in UTF-8.
	 * @return a buffer, which begins with the JSON
	 */
	public byte[] bytes() {
		return this.bytes;
	}

	/**
	 * Returns the length of the JSON.
	 * @return the number of bytes
	 */
	public int length() {
		return this.length;
	}

	/** Begins a structure. */
	public void clear() {
		this.length = 0;
		if (this.bytes.length > MOST_KEPT) {
			this.bytes = new byte[256];
		}
	}

	/**
	 * Adds a bracket, a comma or a colon.
	 * @param ascii the character
	 */
	public void add(char ascii) {
		reserve(1);
		this.bytes[this.length++] = (byte) ascii;
	}

	/**
	 * Adds a comma, unless a bracket or a brace has just begun.
	 */
	public void separate() {
		byte last = this.bytes[this.length - 1];
		if (last != '{' && last != '[') {
			add(',');
		}
	}

	/**
	 * Adds well-formed JSON.
	 * @param json the JSON in UTF-8
	 */
	public void add(byte[] json) {
		json(json, 0, json.length);
	}

	/**
	 * Adds a text as a string.
	 * @param text the text
	 */
	public void quoted(String text) {
		add(quote(text));
	}

	/**
	 * Returns a text as a string of JSON.
	 * @param text the text
	 * @return the string in UTF-8
	 */
	public static byte[] quote(String text) {
		return Encodings.quoted(text).getBytes(StandardCharsets.UTF_8);
	}

	@Override
	public void begin(boolean tombstone) {
		clear();
	}

	@Override
	public void mark() {
		// There is only one row.
	}

	@Override
	public void end() {
		// There is only one row.
	}

	@Override
	public void skip() {
		clear();
	}

	@Override
	public void column(int position) {
		// There is only one column.
	}

	@Override
	public void nothing() {
		ascii("null");
	}

	@Override
	public void text(char[] text, int from, int to) {
		quoted(new String(text, from, to - from));
	}

	@Override
	public void bool(boolean value) {
		ascii(Boolean.toString(value));
	}

	@Override
	public void number(long value) {
		ascii(Long.toString(value));
	}

	@Override
	public void number(double value) {
		ascii(Double.toString(value));
	}

	@Override
	public void bytes(byte[] value) {
		throw new UnsupportedOperationException("JSON has no bytes");
	}

	@Override
	public void json(byte[] json, int from, int to) {
		reserve(to - from);
		System.arraycopy(json, from, this.bytes, this.length, to - from);
		this.length += to - from;
	}

	@Override
	public void beginArray() {
		add('[');
	}

	@Override
	public void endArray() {
		add(']');
	}

	private void ascii(String text) {
		add(text.getBytes(StandardCharsets.US_ASCII));
	}

	private void reserve(int more) {
		if (more > this.bytes.length - this.length) {
			this.bytes = Arrays.copyOf(this.bytes, Math.max(this.length + more, 2 * this.bytes.length));
		}
	}

}

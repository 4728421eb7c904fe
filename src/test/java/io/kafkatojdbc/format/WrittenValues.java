package io.kafkatojdbc.format;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import io.kafkatojdbc.record.RowWriter;

/** Collects the values of a row. */
final class WrittenValues implements RowWriter {

	private final List<String> values = new ArrayList<>();

	List<String> values() {
		return this.values;
	}

	@Override
	public void begin(boolean tombstone) {
		this.values.clear();
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
		this.values.clear();
	}

	@Override
	public void column(int position) {
		// There is only one.
	}

	@Override
	public void nothing() {
		this.values.add("NULL");
	}

	@Override
	public void text(char[] text, int from, int to) {
		this.values.add(new String(text, from, to - from));
	}

	@Override
	public void bool(boolean value) {
		this.values.add(String.valueOf(value));
	}

	@Override
	public void number(long value) {
		this.values.add(String.valueOf(value));
	}

	@Override
	public void number(double value) {
		this.values.add(String.valueOf(value));
	}

	@Override
	public void bytes(byte[] value) {
		this.values.add(Arrays.toString(value));
	}

	@Override
	public void json(byte[] json, int from, int to) {
		this.values.add(new String(json, from, to - from, StandardCharsets.UTF_8));
	}

	@Override
	public void beginArray() {
		this.values.add("[");
	}

	@Override
	public void endArray() {
		this.values.add("]");
	}

}

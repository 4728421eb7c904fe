package io.kafkatojdbc.staging;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A part of a buffer of UTF-8 text. The slice can be moved to another part. */
final class TextSlice {

	/** A number with more digits may be too large for a long. */
	private static final int MOST_DIGITS = 18;

	private byte[] bytes = new byte[0];

	private int from;

	private int to;

	void move(byte[] bytes, int from, int to) {
		this.bytes = bytes;
		this.from = from;
		this.to = to;
	}

	byte[] bytes() {
		return this.bytes;
	}

	int from() {
		return this.from;
	}

	int to() {
		return this.to;
	}

	int length() {
		return this.to - this.from;
	}

	// Returns 0 after the end, because no text contains this byte.
	int at(int index) {
		return (index < length()) ? this.bytes[this.from + index] : 0;
	}

	boolean is(byte[] other) {
		return Arrays.equals(this.bytes, this.from, this.to, other, 0, other.length);
	}

	/**
	 * Returns whether the text matches a pattern from an index on. In a pattern,
	 * {@code d} is a digit, {@code h} is a hexadecimal digit, {@code ?} is any character,
	 * and every other character is itself.
	 */
	boolean matches(int index, String pattern) {
		for (int i = 0; i < pattern.length(); i++) {
			int character = at(index + i);
			boolean matches = switch (pattern.charAt(i)) {
				case 'd' -> isDigit(index + i);
				case 'h' -> Character.digit(character, 16) >= 0;
				case '?' -> character != 0;
				default -> character == pattern.charAt(i);
			};
			if (!matches) {
				return false;
			}
		}
		return true;
	}

	boolean isDigit(int index) {
		int character = at(index);
		return character >= '0' && character <= '9';
	}

	// Returns the first index from this index on that has no digit.
	int skipDigits(int index) {
		int at = index;
		while (isDigit(at)) {
			at++;
		}
		return at;
	}

	// Returns -1 for fewer digits at the index, and for more than a long can have.
	long number(int index, int digits) {
		if (digits > MOST_DIGITS) {
			return -1;
		}
		long number = 0;
		for (int i = index; i < index + digits; i++) {
			if (!isDigit(i)) {
				return -1;
			}
			number = 10 * number + at(i) - '0';
		}
		return number;
	}

	@Override
	public String toString() {
		return new String(this.bytes, this.from, length(), StandardCharsets.UTF_8);
	}

}

package io.kafkatojdbc.staging;

import java.util.Map;

/** Reads the offset from UTC at the end of a timestamp of ISO 8601. */
final class UtcOffset {

	private static final int LARGEST_OFFSET = 14;

	/** The patterns of an offset from UTC, by their lengths. */
	private static final Map<Integer, String> OFFSETS = Map.of(1, "Z", 3, "?dd", 5, "?dddd", 6, "?dd:dd");

	private UtcOffset() {
	}

	/** Returns the index at which the offset begins. */
	static int start(TextSlice text) {
		int at = BinaryTimes.SECONDS_LENGTH;
		return (text.at(at) == '.') ? text.skipDigits(at + 1) : at;
	}

	/**
	 * Returns the offset from UTC in microseconds. The text has Z, or hours with or
	 * without minutes.
	 */
	static long micros(TextSlice text, int at) {
		int length = text.length() - at;
		String pattern = OFFSETS.get(length);
		if (pattern == null || !text.matches(at, pattern)) {
			return BinaryTimes.WRONG;
		}
		if (length == 1) {
			return 0;
		}
		long hours = text.number(at + 1, 2);
		long minutes = (length == 3) ? 0 : text.number(text.length() - 2, 2);
		return (hours <= LARGEST_OFFSET && minutes < 60)
				? signed(text.at(at), (60 * hours + minutes) * 60 * BinaryTimes.MICROS) : BinaryTimes.WRONG;
	}

	private static long signed(int sign, long micros) {
		return switch (sign) {
			case '+' -> micros;
			case '-' -> -micros;
			default -> BinaryTimes.WRONG;
		};
	}

}

package io.kafkatojdbc.staging;

/** Writes whole numbers of a fixed size in COPY's binary format. */
final class BinaryIntegers {

	private static final int MOST_DIGITS = 18;

	private BinaryIntegers() {
	}

	static boolean int2(TextSlice text, CopyBuffer out) {
		long value = wholeNumber(text);
		out.addShort((short) value);
		return value == (short) value;
	}

	static boolean int4(TextSlice text, CopyBuffer out) {
		long value = wholeNumber(text);
		out.addInt((int) value);
		return value == (int) value;
	}

	static boolean int8(TextSlice text, CopyBuffer out) {
		long value = wholeNumber(text);
		out.addLong(value);
		return value != Long.MIN_VALUE;
	}

	/**
	 * Returns the whole number, or Long.MIN_VALUE if the text is not a whole number of at
	 * most 19 digits that fits into a long.
	 */
	private static long wholeNumber(TextSlice text) {
		int sign = (text.at(0) == '-') ? 1 : 0;
		int digits = text.length() - sign;
		if (digits == MOST_DIGITS + 1) {
			return longNumber(text);
		}
		long value = (digits > 0 && digits <= MOST_DIGITS) ? text.number(sign, digits) : -1;
		if (value < 0) {
			return Long.MIN_VALUE;
		}
		return (sign == 1) ? -value : value;
	}

	private static long longNumber(TextSlice text) {
		try {
			return (text.at(0) != '+') ? Long.parseLong(text.toString()) : Long.MIN_VALUE;
		}
		catch (NumberFormatException ex) {
			return Long.MIN_VALUE;
		}
	}

}

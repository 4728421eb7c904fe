package io.kafkatojdbc.record;

import java.math.BigDecimal;

/** Tells numbers in text from other text. */
final class DecimalText {

	/** A longer text is left to PostgreSQL, so that it takes no time and memory here. */
	private static final int MOST_CHARACTERS = 400;

	private DecimalText() {
	}

	/**
	 * Returns whether the text is a decimal number with a fraction or an exponent, or
	 * both. PostgreSQL reads whole numbers itself.
	 */
	static boolean isDecimal(char[] text, int from, int to) {
		int digits = skipDigits(text, afterSign(text, from, to), to);
		return digits < to && digits > from && to - from <= MOST_CHARACTERS && isNumber(text, from, to);
	}

	/**
	 * Returns whether the text is a decimal number: whole, or with a fraction or an
	 * exponent.
	 */
	static boolean isNumber(char[] text, int from, int to) {
		int start = afterSign(text, from, to);
		int point = skipDigits(text, start, to);
		int end = isAt('.', text, point, to) ? skipDigits(text, point + 1, to) : point;
		boolean digits = point > start || end > point + 1;
		return digits && (end == to || isExponent(text, end, to));
	}

	private static boolean isExponent(char[] text, int from, int to) {
		int start = afterSign(text, from + 1, to);
		return (isAt('e', text, from, to) || isAt('E', text, from, to)) && start < to
				&& skipDigits(text, start, to) == to;
	}

	private static boolean isAt(char character, char[] text, int at, int to) {
		return at < to && text[at] == character;
	}

	/**
	 * Returns the number that a text is.
	 * @throws UnreadableRecordException if its exponent is beyond any number
	 */
	static BigDecimal parse(char[] text, int from, int to, Column column) throws UnreadableRecordException {
		try {
			return new BigDecimal(text, from, to - from);
		}
		catch (NumberFormatException ex) {
			throw UnreadableRecordException
				.wrongValue("%s is out of range".formatted(new String(text, from, to - from)));
		}
	}

	private static int afterSign(char[] text, int from, int to) {
		return (from < to && (text[from] == '-' || text[from] == '+')) ? from + 1 : from;
	}

	static int skipDigits(char[] text, int from, int to) {
		int at = from;
		while (at < to && text[at] >= '0' && text[at] <= '9') {
			at++;
		}
		return at;
	}

}

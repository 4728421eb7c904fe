package io.kafkatojdbc.staging;

/**
 * Writes decimal numbers as PostgreSQL's numeric: groups of four digits, and a weight
 * that is the place of the first group.
 */
final class BinaryNumeric {

	private static final int GROUP = 4;

	private static final short POSITIVE = 0;

	private static final short NEGATIVE = 0x4000;

	/** A limit far below the number of digits that numeric can have. */
	private static final int MOST_DIGITS = 1_000;

	private BinaryNumeric() {
	}

	static boolean write(TextSlice text, CopyBuffer out) {
		int fraction = BinaryFloats.fraction(text);
		if (fraction < 0 || text.length() > MOST_DIGITS) {
			return false;
		}
		int sign = (text.at(0) == '-') ? 1 : 0;
		int decimals = text.length() - fraction;
		int whole = ((decimals > 0) ? fraction - 1 : fraction) - sign;
		int wholeGroups = (whole + GROUP - 1) / GROUP;
		int groups = wholeGroups + (decimals + GROUP - 1) / GROUP;
		out.addShort((short) groups);
		out.addShort((short) (wholeGroups - 1));
		out.addShort((sign == 1) ? NEGATIVE : POSITIVE);
		out.addShort((short) decimals);
		for (int i = 0; i < wholeGroups; i++) {
			int end = sign + whole - GROUP * (wholeGroups - 1 - i);
			int from = Math.max(sign, end - GROUP);
			out.addShort((short) text.number(from, end - from));
		}
		for (int at = fraction; at < text.length(); at += GROUP) {
			out.addShort(fractionGroup(text, at));
		}
		return true;
	}

	private static short fractionGroup(TextSlice text, int from) {
		int group = 0;
		for (int i = from; i < from + GROUP; i++) {
			group = 10 * group + (text.isDigit(i) ? text.at(i) - '0' : 0);
		}
		return (short) group;
	}

}

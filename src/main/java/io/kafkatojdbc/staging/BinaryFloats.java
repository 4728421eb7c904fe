package io.kafkatojdbc.staging;

/** Writes floating-point numbers in COPY's binary format. */
final class BinaryFloats {

	/** The powers of ten that a double represents exactly. */
	private static final double[] POWERS = { 1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13,
			1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22 };

	/** The number of digits up to which every whole number is exact in a double. */
	private static final int EXACT_DIGITS = 15;

	private BinaryFloats() {
	}

	static boolean float4(TextSlice text, CopyBuffer out) {
		int fraction = fraction(text);
		if (fraction < 0) {
			return false;
		}
		float value = Float.parseFloat(text.toString());
		out.addInt(Float.floatToIntBits(value));
		return isInRange(value, text);
	}

	static boolean float8(TextSlice text, CopyBuffer out) {
		int fraction = fraction(text);
		if (fraction < 0) {
			return false;
		}
		double value = shortDecimal(text, fraction);
		out.addLong(Double.doubleToLongBits(value));
		return isInRange(value, text);
	}

	/**
	 * Returns the index at which the digits of the fraction begin. If the number has no
	 * fraction, this is the length of the text. If the text is not a decimal number, this
	 * is -1.
	 */
	static int fraction(TextSlice text) {
		int sign = (text.at(0) == '-') ? 1 : 0;
		int whole = text.skipDigits(sign);
		if (whole == sign) {
			return -1;
		}
		if (whole == text.length()) {
			return whole;
		}
		int end = text.skipDigits(whole + 1);
		return (text.at(whole) == '.' && end == text.length() && end > whole + 1) ? whole + 1 : -1;
	}

	/**
	 * Returns the nearest double. A single division of two exact numbers is rounded only
	 * once.
	 */
	private static double shortDecimal(TextSlice text, int fraction) {
		int sign = (text.at(0) == '-') ? 1 : 0;
		int decimals = text.length() - fraction;
		int wholeDigits = ((decimals > 0) ? fraction - 1 : fraction) - sign;
		if (wholeDigits + decimals > EXACT_DIGITS) {
			return Double.parseDouble(text.toString());
		}
		double digits = text.number(sign, wholeDigits) * POWERS[decimals] + text.number(fraction, decimals);
		double value = digits / POWERS[decimals];
		return (sign == 1) ? -value : value;
	}

	/**
	 * Returns whether the number is in the range of its type. PostgreSQL refuses a number
	 * that becomes infinite, or that becomes zero without being zero.
	 */
	private static boolean isInRange(double value, TextSlice text) {
		return !Double.isInfinite(value) && (value != 0 || isZero(text));
	}

	private static boolean isZero(TextSlice text) {
		for (int i = 0; i < text.length(); i++) {
			if (text.at(i) >= '1' && text.at(i) <= '9') {
				return false;
			}
		}
		return true;
	}

}

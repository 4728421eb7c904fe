package io.kafkatojdbc.advice;

import java.util.Locale;

/** Writes figures the way people say them. */
final class Words {

	private Words() {
	}

	/**
	 * Rounds to two digits. More digits would look more exact than the measurement is.
	 */
	static long rounded(double value) {
		if (value < 10) {
			return Math.max(1, Math.round(value));
		}
		long unit = (long) Math.pow(10, Math.floor(Math.log10(value)) - 1);
		return Math.round(value / unit) * unit;
	}

	static String number(double value) {
		return (value < 10) ? String.format(Locale.ROOT, "%.1f", value).replaceFirst("\\.0$", "")
				: String.format(Locale.ROOT, "%,d", Math.round(value));
	}

	static String number(long value) {
		return String.format(Locale.ROOT, "%,d", value);
	}

	static String seconds(double seconds) {
		return (seconds < 1) ? Math.round(seconds * 1_000) + " ms" : number(seconds) + " s";
	}

}

package io.kafkatojdbc.staging;

import java.time.DateTimeException;
import java.time.LocalDate;

/**
 * Writes dates and timestamps of ISO 8601, which mean the same with every DateStyle and
 * TimeZone. PostgreSQL counts days and microseconds from the beginning of the year 2000.
 */
final class BinaryTimes {

	static final long EPOCH_DAY = LocalDate.of(2000, 1, 1).toEpochDay();

	static final long MICROS = 1_000_000;

	private static final long DAY_MICROS = 86_400 * MICROS;

	/** Stands for a text that is not a plain date or timestamp. */
	static final long WRONG = Long.MIN_VALUE;

	private static final int DATE_LENGTH = 10;

	static final int SECONDS_LENGTH = 19;

	private static final int MOST_DECIMALS = 6;

	private BinaryTimes() {
	}

	static long microsOf(long epochMillis) {
		return epochMillis * 1_000 - EPOCH_DAY * DAY_MICROS;
	}

	static boolean date(TextSlice text, CopyBuffer out) {
		long day = (text.length() == DATE_LENGTH) ? day(text) : WRONG;
		out.addInt((int) day);
		return day != WRONG;
	}

	static boolean timestamp(TextSlice text, CopyBuffer out) {
		long micros = micros(text, text.length());
		out.addLong(micros);
		return micros != WRONG;
	}

	static boolean timestamptz(TextSlice text, CopyBuffer out) {
		int zone = UtcOffset.start(text);
		long offset = UtcOffset.micros(text, zone);
		long micros = micros(text, zone);
		out.addLong(micros - offset);
		return micros != WRONG && offset != WRONG;
	}

	private static long micros(TextSlice text, int to) {
		long day = day(text);
		long second = second(text);
		long fraction = fraction(text, to - SECONDS_LENGTH - 1);
		boolean wrong = day == WRONG || second == WRONG || fraction == WRONG;
		return wrong ? WRONG : day * DAY_MICROS + second * MICROS + fraction;
	}

	/**
	 * Returns the fraction of the second in microseconds, which is 0 if the text has no
	 * fraction.
	 */
	private static long fraction(TextSlice text, int decimals) {
		if (decimals == -1) {
			return 0;
		}
		long fraction = (text.at(SECONDS_LENGTH) == '.') ? text.number(SECONDS_LENGTH + 1, decimals) : -1;
		if (decimals == 0 || decimals > MOST_DECIMALS || fraction < 0) {
			return WRONG;
		}
		for (int i = decimals; i < MOST_DECIMALS; i++) {
			fraction *= 10;
		}
		return fraction;
	}

	private static long second(TextSlice text) {
		if (!text.matches(DATE_LENGTH, "Tdd:dd:dd") && !text.matches(DATE_LENGTH, " dd:dd:dd")) {
			return WRONG;
		}
		long hour = text.number(11, 2);
		long minute = text.number(14, 2);
		long second = text.number(17, 2);
		return (hour < 24 && minute < 60 && second < 60) ? (60 * hour + minute) * 60 + second : WRONG;
	}

	private static long day(TextSlice text) {
		if (!text.matches(0, "dddd-dd-dd")) {
			return WRONG;
		}
		try {
			LocalDate date = LocalDate.of((int) text.number(0, 4), (int) text.number(5, 2), (int) text.number(8, 2));
			return (date.getYear() > 0) ? date.toEpochDay() - EPOCH_DAY : WRONG;
		}
		catch (DateTimeException ex) {
			return WRONG;
		}
	}

}

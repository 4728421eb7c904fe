package io.kafkatojdbc.record;

import java.time.LocalDate;

/**
 * Dates, times and intervals as text that PostgreSQL reads alike with every DateStyle,
 * IntervalStyle and TimeZone.
 */
final class IsoText {

	private static final long SECOND = 1_000_000;

	private static final long DAY = 86_400 * SECOND;

	private final char[] chars = new char[64];

	private int length;

	/** Whether the year is before the year 1, which PostgreSQL writes at the end. */
	private boolean beforeChrist;

	char[] chars() {
		return this.chars;
	}

	int length() {
		return this.length;
	}

	IsoText date(long epochDay) {
		addDate(epochDay);
		return end();
	}

	IsoText timestamp(long epochMicros) {
		addDate(Math.floorDiv(epochMicros, DAY));
		add('T');
		addTime(Math.floorMod(epochMicros, DAY));
		return end();
	}

	IsoText timeOfDay(long micros) {
		addTime(micros);
		return this;
	}

	IsoText interval(long months, long days, long micros) {
		if (months != 0) {
			add(months);
			add(" mons ");
		}
		if (days != 0) {
			add(days);
			add(" days ");
		}
		if (micros < 0) {
			add('-');
		}
		// The smallest long has no opposite, but its quotients do.
		long hours = Math.abs(micros / (3_600 * SECOND));
		addTime(hours, Math.abs(micros % (3_600 * SECOND)));
		return this;
	}

	/** Adds that a timestamp or a time of day is in UTC. */
	IsoText utc() {
		int end = this.beforeChrist ? this.length - 3 : this.length;
		this.length = end;
		add("+00");
		return end();
	}

	/** Adds that a time of day is in UTC, for a type that has a time zone. */
	IsoText utcIf(boolean withZone) {
		return withZone ? utc() : this;
	}

	private IsoText end() {
		if (this.beforeChrist) {
			add(" BC");
		}
		return this;
	}

	private void addDate(long epochDay) {
		LocalDate date = LocalDate.ofEpochDay(epochDay);
		this.beforeChrist = date.getYear() <= 0;
		int year = this.beforeChrist ? 1 - date.getYear() : date.getYear();
		for (int digits = 1_000; digits > year && digits > 1; digits /= 10) {
			add('0');
		}
		add(year);
		add('-');
		addTwo(date.getMonthValue());
		add('-');
		addTwo(date.getDayOfMonth());
	}

	private void addTime(long micros) {
		addTime(micros / (3_600 * SECOND), micros % (3_600 * SECOND));
	}

	private void addTime(long hours, long micros) {
		if (hours < 10) {
			add('0');
		}
		add(hours);
		add(':');
		addTwo(micros / (60 * SECOND));
		add(':');
		addTwo(micros / SECOND % 60);
		long fraction = micros % SECOND;
		if (fraction != 0) {
			add('.');
			for (long digit = SECOND / 10; digit > 0; digit /= 10) {
				add((char) ('0' + fraction / digit % 10));
			}
		}
	}

	private void addTwo(long number) {
		add((char) ('0' + number / 10));
		add((char) ('0' + number % 10));
	}

	private void add(long number) {
		add(Long.toString(number));
	}

	private void add(String text) {
		text.getChars(0, text.length(), this.chars, this.length);
		this.length += text.length();
	}

	private void add(char character) {
		this.chars[this.length++] = character;
	}

	@Override
	public String toString() {
		return new String(this.chars, 0, this.length);
	}

}

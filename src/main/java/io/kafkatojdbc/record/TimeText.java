package io.kafkatojdbc.record;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.regex.Pattern;

import io.kafkatojdbc.pipeline.ColumnSettings;
import io.kafkatojdbc.record.Column.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Reads dates and times from text, where PostgreSQL would not read them as they are
 * meant: with a pattern, in a declared time zone, or with an offset in a column that has
 * none. PostgreSQL reads all other text itself.
 */
final class TimeText {

	private static final DateTimeFormatter ISO = new DateTimeFormatterBuilder().parseCaseInsensitive()
		.append(DateTimeFormatter.ISO_LOCAL_DATE)
		.appendPattern("[['T'][ ]")
		.append(DateTimeFormatter.ISO_LOCAL_TIME)
		.appendPattern("[ ][XXXXX][XXXX][XXX][XX][X]['['VV']']]")
		.toFormatter(Locale.ROOT);

	/** The number of digits of a date of ISO 8601 without hyphens. */
	private static final int BASIC_DATE = 8;

	private static final int DATE_LENGTH = 10;

	/** A longer text is no time, and PostgreSQL refuses it. */
	private static final int LONGEST_NUMBER = 100;

	/** A time of day, and behind it a time zone that is not UTC. */
	private static final Pattern ZONED = Pattern.compile(
			".*\\d:?\\d\\d(:?\\d\\d)?([.,]\\d+)?\\s*([+-]\\d.*|(?!Z$|UTC|GMT|AM|PM|BC|AD|am|pm)[A-Za-z]{2,}[A-Za-z/_]*)");

	private final Column column;

	private final ColumnSettings settings;

	private final ZoneId zone;

	private final @Nullable DateTimeFormatter format;

	TimeText(Column column, ColumnSettings settings) {
		this.column = column;
		this.settings = settings;
		this.zone = (settings.zone() != null) ? settings.zone() : ZoneOffset.UTC;
		this.format = (settings.format() != null) ? DateTimeFormatter.ofPattern(settings.format(), Locale.ENGLISH)
				: null;
	}

	/**
	 * Returns whether the text is a number of some unit. Eight digits are a date, unless
	 * a unit is declared.
	 */
	boolean isNumber(char[] text, int from, int to) {
		if (this.format != null || to - from > LONGEST_NUMBER || !DecimalText.isNumber(text, from, to)) {
			return false;
		}
		boolean date = to - from == BASIC_DATE && DecimalText.skipDigits(text, from, to) == to;
		return !date || this.settings.unit() != null || this.column.kind() == Kind.TIME
				|| this.column.kind() == Kind.INTERVAL;
	}

	/**
	 * Returns the date or time that a text is, or {@code null} if PostgreSQL has to read
	 * the text.
	 */
	@Nullable TemporalAccessor read(char[] text, int from, int to) throws UnreadableRecordException {
		if (this.format != null) {
			return parse(this.format, new String(text, from, to - from));
		}
		Kind kind = this.column.kind();
		if (this.settings.zone() == null && !(kind == Kind.TIMESTAMP && hasOffset(text, from, to))) {
			return null;
		}
		return (kind == Kind.TIMESTAMP || kind == Kind.TIMESTAMPTZ) ? readIso(new String(text, from, to - from)) : null;
	}

	private TemporalAccessor parse(DateTimeFormatter known, String text) throws UnreadableRecordException {
		try {
			TemporalAccessor time = known.parseBest(text, ZonedDateTime::from, LocalDateTime::from, LocalDate::from,
					LocalTime::from);
			requireKnownZone(time, text);
			return time;
		}
		catch (DateTimeException ex) {
			throw UnreadableRecordException.wrongValue("'%s' is not as %s says: %s".formatted(text,
					ColumnSetting.FORMAT.of(this.column), this.settings.format()));
		}
	}

	private @Nullable TemporalAccessor readIso(String text) throws UnreadableRecordException {
		TemporalAccessor time;
		try {
			time = ISO.parseBest(text, ZonedDateTime::from, LocalDateTime::from, LocalDate::from);
		}
		catch (DateTimeException ex) {
			if (this.column.kind() == Kind.TIMESTAMP && ZONED.matcher(text).matches()) {
				throw UnreadableRecordException.wrongValue(
						"the type %s has no time zone as in '%s'; declare with %s how the text is written, and with %s which zone's time the column has"
							.formatted(this.column.type(), text, ColumnSetting.FORMAT.of(this.column),
									ColumnSetting.ZONE.of(this.column)));
			}
			return null;
		}
		requireKnownZone(time, text);
		return time;
	}

	/** Refuses an offset from UTC that a column without time zone would lose. */
	private void requireKnownZone(TemporalAccessor time, String text) throws UnreadableRecordException {
		if (this.column.kind() == Kind.TIMESTAMP && this.settings.zone() == null && time instanceof ZonedDateTime zoned
				&& zoned.getOffset().getTotalSeconds() != 0) {
			throw UnreadableRecordException
				.wrongValue("the type %s has no offset from UTC as in '%s'; declare with %s which zone's time it has"
					.formatted(this.column.type(), text, ColumnSetting.ZONE.of(this.column)));
		}
	}

	private static boolean hasOffset(char[] text, int from, int to) {
		for (int at = from + DATE_LENGTH + 1; at < to; at++) {
			if (text[at] == '+' || text[at] == '-' || Character.isLetter(text[at])) {
				return true;
			}
		}
		return false;
	}

	/**
	 * Returns where the text ends without the name of a zone in brackets, which follows
	 * an offset. Java writes such names, and PostgreSQL does not read them.
	 */
	static int withoutZoneName(char[] text, int from, int to) {
		if (to > from && text[to - 1] == ']') {
			for (int at = to - 1; at > from; at--) {
				if (text[at] == '[') {
					return at;
				}
			}
		}
		return to;
	}

	/**
	 * Returns the microseconds that the clocks of the column's zone show at an instant.
	 */
	long localMicros(long micros) {
		return micros + 1_000_000L * this.zone.getRules().getOffset(instant(micros)).getTotalSeconds();
	}

	/** Returns the instant at which the clocks of the column's zone show a time. */
	long instantMicros(long micros) {
		LocalDateTime local = LocalDateTime.ofInstant(instant(micros), ZoneOffset.UTC);
		return micros - 1_000_000L * local.atZone(this.zone).getOffset().getTotalSeconds();
	}

	private static Instant instant(long micros) {
		return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1_000);
	}

	static long micros(LocalDateTime local) throws UnreadableRecordException {
		return micros(local.toInstant(ZoneOffset.UTC));
	}

	static long micros(Instant instant) throws UnreadableRecordException {
		try {
			return Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000L), instant.getNano() / 1_000);
		}
		catch (ArithmeticException ex) {
			throw UnreadableRecordException.wrongValue(instant + " is out of range");
		}
	}

	static int skipBlanks(char[] text, int from, int to) {
		int at = from;
		while (at < to && text[at] == ' ') {
			at++;
		}
		return at;
	}

}

package io.kafkatojdbc.record;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAccessor;

import io.kafkatojdbc.pipeline.ColumnSettings;
import io.kafkatojdbc.pipeline.EpochUnit;
import io.kafkatojdbc.record.Column.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Writes values of a column of dates, times or intervals. PostgreSQL would read a bare
 * number as something else, for instance 1764050912 as the year 176405. Therefore a
 * number needs a unit.
 */
final class TimeWriter extends ColumnWriter {

	private static final long DAY = EpochUnit.DAYS.nanos() / 1_000;

	/** The number of digits beyond which no number is a time. */
	private static final int MOST_DIGITS = 30;

	private final Kind kind;

	private final @Nullable EpochUnit unit;

	private final TimeText texts;

	TimeWriter(int position, Column column, ColumnSettings settings) {
		super(position, column);
		this.kind = column.kind();
		this.unit = settings.unit();
		this.texts = new TimeText(column, settings);
	}

	@Override
	public void text(char[] text, int from, int to, RowWriter row) throws UnreadableRecordException {
		int start = TimeText.skipBlanks(text, from, to);
		int end = to;
		while (end > start && text[end - 1] == ' ') {
			end--;
		}
		if (this.texts.isNumber(text, start, end)) {
			number(text, start, end, DecimalText.skipDigits(text, start, end) == end, row);
			return;
		}
		TemporalAccessor time = this.texts.read(text, start, end);
		if (time != null) {
			write(time, row);
		}
		else {
			row.text(text, start, TimeText.withoutZoneName(text, start, end));
		}
	}

	private void write(TemporalAccessor time, RowWriter row) throws UnreadableRecordException {
		try {
			writeParsed(time, row);
		}
		catch (DateTimeException ex) {
			throw UnreadableRecordException
				.wrongValue("%s is no value for the type %s".formatted(time, column().type()));
		}
	}

	private void writeParsed(TemporalAccessor time, RowWriter row) throws UnreadableRecordException {
		if (this.kind == Kind.DATE) {
			write(new IsoText().date(LocalDate.from(time).toEpochDay()), row);
		}
		else if (this.kind == Kind.TIME) {
			write(new IsoText().timeOfDay(LocalTime.from(time).toNanoOfDay() / 1_000), row);
		}
		else if (time instanceof ZonedDateTime zoned) {
			counted(TimeText.micros(zoned.toInstant()), row);
		}
		else {
			local(TimeText.micros((time instanceof LocalDateTime local) ? local : LocalDate.from(time).atStartOfDay()),
					row);
		}
	}

	@Override
	public void number(char[] text, int from, int to, boolean whole, RowWriter row) throws UnreadableRecordException {
		if (whole && to - from < Long.toString(Long.MAX_VALUE).length()) {
			whole(Long.parseLong(new String(text, from, to - from)), row);
		}
		else {
			decimal(DecimalText.parse(text, from, to, column()), row);
		}
	}

	@Override
	public void whole(long value, RowWriter row) throws UnreadableRecordException {
		EpochUnit known = requireUnit(value);
		if (known == EpochUnit.DAYS && this.kind == Kind.INTERVAL) {
			interval(0, value, 0, row);
		}
		else if (known == EpochUnit.DAYS) {
			date(value, row);
		}
		else {
			counted(micros(value, known), row);
		}
	}

	@Override
	public void floating(double value, RowWriter row) throws UnreadableRecordException {
		requireUnit(value);
		if (!Double.isFinite(value)) {
			throw UnreadableRecordException.wrongValue(value + " is no time");
		}
		decimal(BigDecimal.valueOf(value), row);
	}

	@Override
	public void decimal(BigDecimal value, RowWriter row) throws UnreadableRecordException {
		EpochUnit known = requireUnit(value);
		if (Math.abs((long) value.precision() - value.scale()) > MOST_DIGITS) {
			throw UnreadableRecordException.wrongValue("%s %s is out of range".formatted(value, known));
		}
		try {
			if (value.signum() == 0 || value.stripTrailingZeros().scale() <= 0) {
				whole(value.longValueExact(), row);
				return;
			}
			counted(value.multiply(BigDecimal.valueOf(known.nanos()))
				.movePointLeft(3)
				.setScale(0, RoundingMode.FLOOR)
				.longValueExact(), row);
		}
		catch (ArithmeticException ex) {
			throw UnreadableRecordException.wrongValue("%s %s is out of range".formatted(value, known));
		}
	}

	private EpochUnit requireUnit(Object number) throws UnreadableRecordException {
		if (this.unit == null) {
			throw new UnreadableRecordException(RejectionCode.UNKNOWN_UNIT,
					"the unit of the number %s isn't known; declare it with %s=s, ms, us, ns or days".formatted(number,
							ColumnSetting.UNIT.of(column())));
		}
		return this.unit;
	}

	/** Writes microseconds as the column has to understand them. */
	private void counted(long micros, RowWriter row) throws UnreadableRecordException {
		switch (this.kind) {
			case DATE -> date(Math.floorDiv(this.texts.localMicros(micros), DAY), row);
			case TIMESTAMP -> write(new IsoText().timestamp(this.texts.localMicros(micros)), row);
			case TIME -> timeOfDay(micros, EpochUnit.US, row);
			case INTERVAL -> interval(0, 0, micros, row);
			default -> write(new IsoText().timestamp(micros).utc(), row);
		}
	}

	@Override
	public void instant(long count, EpochUnit unit, RowWriter row) throws UnreadableRecordException {
		long micros = micros(count, unit);
		switch (this.kind) {
			case TIMESTAMPTZ, TIMESTAMP -> counted(micros, row);
			case DATE -> midnight(this.texts.localMicros(micros), row);
			default -> throw wrong("a point in time");
		}
	}

	@Override
	public void local(long count, EpochUnit unit, RowWriter row) throws UnreadableRecordException {
		local(micros(count, unit), row);
	}

	private void local(long micros, RowWriter row) throws UnreadableRecordException {
		switch (this.kind) {
			case TIMESTAMP -> write(new IsoText().timestamp(micros), row);
			case TIMESTAMPTZ -> counted(this.texts.instantMicros(micros), row);
			case DATE -> midnight(micros, row);
			default -> throw wrong("a date and time");
		}
	}

	private void midnight(long micros, RowWriter row) throws UnreadableRecordException {
		if (Math.floorMod(micros, DAY) != 0) {
			throw UnreadableRecordException
				.wrongValue("a date is needed, and not %s".formatted(new IsoText().timestamp(micros)));
		}
		date(Math.floorDiv(micros, DAY), row);
	}

	@Override
	public void date(long day, RowWriter row) throws UnreadableRecordException {
		requireDay(day);
		switch (this.kind) {
			case DATE -> write(new IsoText().date(day), row);
			case TIMESTAMP, TIMESTAMPTZ -> local(micros(day, EpochUnit.DAYS), row);
			default -> throw wrong("a date");
		}
	}

	@Override
	public void timeOfDay(long count, EpochUnit unit, RowWriter row) throws UnreadableRecordException {
		long micros = micros(count, unit);
		if (this.kind == Kind.INTERVAL) {
			interval(0, 0, micros, row);
		}
		else if (this.kind != Kind.TIME) {
			throw wrong("a time of day");
		}
		else {
			requireTimeOfDay(micros, count, unit);
			write(new IsoText().timeOfDay(micros).utcIf(column().type().endsWith("with time zone")), row);
		}
	}

	@Override
	public void interval(long months, long days, long micros, RowWriter row) throws UnreadableRecordException {
		if (this.kind != Kind.INTERVAL) {
			throw wrong("a length of time");
		}
		write(new IsoText().interval(months, days, micros), row);
	}

	@Override
	public void bool(boolean value, RowWriter row) throws UnreadableRecordException {
		throw wrong("a truth value");
	}

	private UnreadableRecordException wrong(String what) {
		return UnreadableRecordException
			.wrongValue("%s cannot go into a column of the type %s".formatted(what, column().type()));
	}

	private static void write(IsoText text, RowWriter row) throws UnreadableRecordException {
		row.text(text.chars(), 0, text.length());
	}

}

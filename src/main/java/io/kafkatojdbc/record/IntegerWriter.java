package io.kafkatojdbc.record;

import java.math.BigDecimal;

import io.kafkatojdbc.pipeline.ColumnSettings;
import io.kafkatojdbc.pipeline.EpochUnit;

/** Writes values of a column of whole numbers. A number with a fraction is refused. */
final class IntegerWriter extends NumberWriter {

	/** The number of digits beyond which no column takes a whole number. */
	private static final int MOST_DIGITS = 40;

	IntegerWriter(int position, Column column, ColumnSettings settings) {
		super(position, column, settings);
	}

	@Override
	public void number(char[] text, int from, int to, boolean whole, RowWriter row) throws UnreadableRecordException {
		if (whole) {
			row.text(text, from, to);
		}
		else {
			decimal(DecimalText.parse(text, from, to, column()), row);
		}
	}

	@Override
	void plainText(char[] text, int from, int to, RowWriter row) throws UnreadableRecordException {
		if (DecimalText.isDecimal(text, from, to)) {
			decimal(DecimalText.parse(text, from, to, column()), row);
		}
		else {
			row.text(text, from, to);
		}
	}

	@Override
	public void floating(double value, RowWriter row) throws UnreadableRecordException {
		if (!Double.isFinite(value)) {
			throw noWholeNumber(Double.toString(value));
		}
		decimal(new BigDecimal(value), row);
	}

	@Override
	public void decimal(BigDecimal value, RowWriter row) throws UnreadableRecordException {
		if (value.signum() == 0) {
			row.number(0);
			return;
		}
		// Without this limit, 1e999999999 would fill the memory with zeros.
		if ((long) value.precision() - value.scale() > MOST_DIGITS) {
			throw UnreadableRecordException
				.wrongValue("%s is out of range for the type %s".formatted(value, column().type()));
		}
		BigDecimal whole = value.stripTrailingZeros();
		if (whole.scale() > 0) {
			throw noWholeNumber(value.toString());
		}
		ascii(whole.toPlainString(), row);
	}

	private UnreadableRecordException noWholeNumber(String value) {
		return UnreadableRecordException.wrongValue(value + " is no whole number");
	}

	@Override
	public void instant(long count, EpochUnit unit, RowWriter row) {
		row.number(count);
	}

	@Override
	public void local(long count, EpochUnit unit, RowWriter row) {
		row.number(count);
	}

	@Override
	public void date(long day, RowWriter row) {
		row.number(day);
	}

	@Override
	public void timeOfDay(long count, EpochUnit unit, RowWriter row) {
		row.number(count);
	}

}

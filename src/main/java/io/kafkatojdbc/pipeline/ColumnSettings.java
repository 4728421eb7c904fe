package io.kafkatojdbc.pipeline;

import java.time.ZoneId;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/**
 * What the user declares about the values of one column. What a record does not say, the
 * service never guesses.
 *
 * @param from where the value stands in a record: a path into the row as
 * {@code address.city} or {@code lines[0].sku}; {@code value}, {@code key} or
 * {@code topic}; {@code value:} or {@code key:} and a path; or {@code header:} and a
 * name. By default the field of the column's name
 * @param unit what a number counts in a column of dates, times or intervals
 * @param decimalScale number of decimals of a number that comes as bytes in Base64, as
 * Kafka Connect writes the type Decimal
 * @param format pattern of dates and times that come as text, as
 * {@link java.time.format.DateTimeFormatter} has them
 * @param zone time zone of dates and times that come without one; by default UTC
 */
public record ColumnSettings(@Nullable String from, @Nullable EpochUnit unit,
		@Min(value = 0, message = SCALE_RULE) @Max(value = 1000, message = SCALE_RULE) @Nullable Integer decimalScale,
		@Nullable String format, @Nullable ZoneId zone) {

	/** The settings of a column about which nothing is declared. */
	public static final ColumnSettings NONE = new ColumnSettings(null, null, null, null, null);

	private static final String SCALE_RULE = "must be from 0 to 1000";

}

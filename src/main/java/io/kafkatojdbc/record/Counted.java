package io.kafkatojdbc.record;

import java.util.Map;

import io.kafkatojdbc.pipeline.EpochUnit;
import io.kafkatojdbc.record.Column.Kind;
import org.jspecify.annotations.Nullable;

/** Writes whole numbers that count something, as the days from 1970. */
@FunctionalInterface
interface Counted {

	/** Writes a number into a column, which the row has begun. */
	void write(long value, ColumnWriter column, RowWriter row) throws UnreadableRecordException;

	/** Returns what the type of a name counts, or {@code null} if it counts nothing. */
	static @Nullable Counted named(String type) {
		return Names.COUNTED.get(type);
	}

	static Counted instants(EpochUnit unit) {
		return (value, column, row) -> column.instant(value, unit, row);
	}

	static Counted locals(EpochUnit unit) {
		return (value, column, row) -> column.local(value, unit, row);
	}

	static Counted days() {
		return (value, column, row) -> column.date(value, row);
	}

	static Counted timesOfDay(EpochUnit unit) {
		return (value, column, row) -> column.timeOfDay(value, unit, row);
	}

	/** A column of numbers takes a duration as it is. */
	static Counted durations(long perMicro) {
		return (value, column, row) -> {
			if (column.column().kind() == Kind.INTEGER) {
				column.whole(value, row);
			}
			else {
				column.interval(0, 0, Math.floorDiv(value, perMicro), row);
			}
		};
	}

	private static void year(long value, ColumnWriter column, RowWriter row) throws UnreadableRecordException {
		if (column.column().kind().isTime()) {
			throw UnreadableRecordException
				.wrongValue("a year cannot go into a column of the type " + column.column().type());
		}
		column.whole(value, row);
	}

	/** The names that Debezium and Kafka Connect give to types. */
	final class Names {

		private static final Map<String, Counted> COUNTED = Map.ofEntries(
				Map.entry("org.apache.kafka.connect.data.Timestamp", instants(EpochUnit.MS)),
				Map.entry("org.apache.kafka.connect.data.Date", days()),
				Map.entry("org.apache.kafka.connect.data.Time", timesOfDay(EpochUnit.MS)),
				Map.entry("io.debezium.time.Timestamp", locals(EpochUnit.MS)),
				Map.entry("io.debezium.time.MicroTimestamp", locals(EpochUnit.US)),
				Map.entry("io.debezium.time.NanoTimestamp", locals(EpochUnit.NS)),
				Map.entry("io.debezium.time.Date", days()),
				Map.entry("io.debezium.time.Time", timesOfDay(EpochUnit.MS)),
				Map.entry("io.debezium.time.MicroTime", timesOfDay(EpochUnit.US)),
				Map.entry("io.debezium.time.NanoTime", timesOfDay(EpochUnit.NS)),
				Map.entry("io.debezium.time.MicroDuration", durations(1)),
				Map.entry("io.debezium.time.NanoDuration", durations(1_000)),
				Map.entry("io.debezium.time.Year", Counted::year));

		private Names() {
		}

	}

}

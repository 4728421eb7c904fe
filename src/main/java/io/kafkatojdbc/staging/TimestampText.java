package io.kafkatojdbc.staging;

import java.time.LocalDate;

import io.kafkatojdbc.database.KafkaTimestamp;

/**
 * Writes the milliseconds of a Kafka timestamp as text for PostgreSQL's timestamp with
 * time zone.
 */
final class TimestampText {

	private static final long DAY = 86_400_000;

	private long day = -1;

	private LocalDate date = LocalDate.EPOCH;

	void addTo(CopyBuffer out, long millis) {
		if (!KafkaTimestamp.isKept(millis)) {
			out.add('\\');
			out.add('N');
			return;
		}
		addDate(out, millis / DAY);
		long time = millis % DAY;
		out.add(' ');
		out.addNumber(time / 3_600_000, 2);
		out.add(':');
		out.addNumber(time / 60_000 % 60, 2);
		out.add(':');
		out.addNumber(time / 1_000 % 60, 2);
		out.add('.');
		out.addNumber(time % 1_000, 3);
		out.add('+');
		out.addNumber(0, 2);
	}

	// Records that follow each other are mostly of the same day, so the date is cached.
	private void addDate(CopyBuffer out, long day) {
		if (day != this.day) {
			this.date = LocalDate.ofEpochDay(day);
			this.day = day;
		}
		out.addNumber(this.date.getYear());
		out.add('-');
		out.addNumber(this.date.getMonthValue(), 2);
		out.add('-');
		out.addNumber(this.date.getDayOfMonth(), 2);
	}

}

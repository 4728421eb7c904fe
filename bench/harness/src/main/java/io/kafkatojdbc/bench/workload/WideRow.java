package io.kafkatojdbc.bench.workload;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;

/**
 * The values of one version of a wide row. They depend only on the key and the version.
 *
 * @param customer a name
 * @param email an address
 * @param quantity a small number
 * @param price an amount with two decimal places
 * @param weight a number that binary fractions express exactly
 * @param active a flag
 * @param createdAt a time, to the microsecond
 * @param shippedOn a day
 * @param views a large number
 * @param note a sentence
 * @param attrs a JSON object
 */
record WideRow(String customer, String email, int quantity, BigDecimal price, double weight, boolean active,
		Instant createdAt, LocalDate shippedOn, long views, String note, String attrs) {

	private static final String[] COLOURS = { "red", "green", "blue", "black", "white" };

	private static final String[] NOTES = { "Leave it with the neighbours if nobody is at home",
			"The customer asked for a second delivery", "Packed twice, since the first box was damaged",
			"Paid in advance; no invoice in the box please" };

	private static final Instant FIRST = Instant.parse("2026-01-01T00:00:00Z");

	private static final long YEAR_IN_MICROS = 365L * 24 * 60 * 60 * 1_000_000;

	static WideRow of(int id, int version) {
		SplittableRandom random = new SplittableRandom(id * 1_000_003L + version);
		Instant created = FIRST.plus(random.nextLong(YEAR_IN_MICROS), ChronoUnit.MICROS);
		String note = NOTES[random.nextInt(NOTES.length)] + ", version " + version;
		String attrs = "{\"colour\": \"%s\", \"gift\": %b, \"boxes\": [%d, %d]}".formatted(
				COLOURS[random.nextInt(COLOURS.length)], random.nextBoolean(), random.nextInt(9), random.nextInt(9));
		return new WideRow("Customer Number " + id, "customer" + id + "@example.org", random.nextInt(1_000),
				BigDecimal.valueOf(random.nextInt(1_000_000), 2), random.nextInt(80_000) / 8.0, random.nextBoolean(),
				created, LocalDate.ofEpochDay(20_000 + random.nextInt(1_000)), random.nextLong(1L << 40), note, attrs);
	}

}

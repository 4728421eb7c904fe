package io.kafkatojdbc.guarantees;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What a chaos run did and found, on standard output and in
 * {@code target/chaos-report.txt}.
 */
final class ChaosReport {

	private static final Path FILE = Path.of("target", "chaos-report.txt");

	private final long start = System.nanoTime();

	private final Map<Kind, Integer> strikes = new EnumMap<>(Kind.class);

	private final List<String> violations = new ArrayList<>();

	ChaosReport(long seed) {
		write("chaos: seed %d".formatted(seed), StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
	}

	void begin(Kind kind) {
		this.strikes.merge(kind, 1, Integer::sum);
		print("%7.1f s: %s".formatted(seconds(), kind));
	}

	void checked(List<String> violated) {
		violated.forEach((violation) -> print("%7.1f s: VIOLATED %s".formatted(seconds(), violation)));
		this.violations.addAll(violated);
	}

	private double seconds() {
		return Duration.ofNanos(System.nanoTime() - this.start).toMillis() / 1e3;
	}

	List<String> violations() {
		return this.violations;
	}

	/** Ends the report with what became of all records. */
	void end(Evidence evidence) {
		checked(Guarantees.violated(evidence));
		EveryRecordOnce.Balance balance = EveryRecordOnce.balance(evidence);
		this.strikes.forEach((kind, count) -> print("%-45s %5d".formatted(kind, count)));
		print("violations %d".formatted(this.violations.size()));
		print("chaos: %d disturbances, produced %d, staged %d, rejected %d, merged %d, lost %d, doubled %d".formatted(
				this.strikes.values().stream().mapToInt(Integer::intValue).sum(), evidence.sent().produced(),
				evidence.audit().staged(), evidence.audit().parts("rejected"), evidence.audit().mergedEver(),
				balance.lost(), balance.doubled()));
	}

	private static void print(String line) {
		write(line, StandardOpenOption.APPEND);
	}

	private static void write(String line, StandardOpenOption... options) {
		System.out.println(line);
		try {
			Files.writeString(FILE, line + System.lineSeparator(), options);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}

package io.kafkatojdbc.bench.measure;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The values that Linux reports about a process.
 *
 * @param startedAt the start time, which distinguishes the process from a later process
 * with the same number
 * @param cpuSeconds CPU time of the process, without the CPU time of its children
 */
record ProcessStat(long startedAt, double cpuSeconds) {

	/**
	 * The unit in {@code /proc}. Linux fixes it for all architectures that run Java.
	 */
	private static final double TICKS_PER_SECOND = 100;

	static Optional<ProcessStat> of(long pid) {
		try {
			String line = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
			// The name of the command is in parentheses and may contain blanks.
			String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
			long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
			return Optional.of(new ProcessStat(Long.parseLong(fields[19]), ticks / TICKS_PER_SECOND));
		}
		catch (IOException ex) {
			return Optional.empty();
		}
	}

	static List<Long> children(long pid) {
		try {
			String id = String.valueOf(pid);
			String line = Files.readString(Path.of("/proc", id, "task", id, "children")).strip();
			return line.isEmpty() ? List.of() : Arrays.stream(line.split(" ")).map(Long::valueOf).toList();
		}
		catch (IOException ex) {
			return List.of();
		}
	}

	static double peakMegabytes(long pid) {
		try {
			return Files.readAllLines(Path.of("/proc", String.valueOf(pid), "status"))
				.stream()
				.filter((line) -> line.startsWith("VmHWM:"))
				.mapToDouble((line) -> Long.parseLong(line.replaceAll("\\D", "")) / 1024.0)
				.findFirst()
				.orElse(Double.NaN);
		}
		catch (IOException ex) {
			return Double.NaN;
		}
	}

}

package io.kafkatojdbc.datagen;

import java.time.Duration;

/** Shows how many films were sent, to the person who started the generator. */
final class Progress {

	/**
	 * The start script sets this property, because only the script can find out whether
	 * the output is a terminal.
	 */
	private static final boolean TERMINAL = Boolean.getBoolean("films.terminal");

	private static final Duration EVERY = TERMINAL ? Duration.ofMillis(200) : Duration.ofSeconds(5);

	private static final String ERASE_LINE = "\r\033[K";

	private final String target;

	private final long start = System.nanoTime();

	private long shownAt = this.start;

	private long shownCount;

	Progress(String target) {
		this.target = target;
	}

	void show(long count, Film last) {
		long now = System.nanoTime();
		if (now - this.shownAt < EVERY.toNanos()) {
			return;
		}
		String line = "%,d films sent, %s, the last one: %s %s".formatted(count,
				rate(count - this.shownCount, now - this.shownAt), last.id(), last.name());
		if (TERMINAL) {
			// The next line could not overwrite a line that wraps.
			System.out.print(ERASE_LINE + line.substring(0, Math.min(line.length(), 79)));
			System.out.flush();
		}
		else {
			System.out.println(line);
		}
		this.shownAt = now;
		this.shownCount = count;
	}

	void end(long acknowledged, long sent) {
		long time = System.nanoTime() - this.start;
		String missing = (acknowledged < sent) ? ", %,d not acknowledged".formatted(sent - acknowledged) : "";
		System.out.printf("%s%,d films sent to %s in %.1f s, %s%s%n", TERMINAL ? ERASE_LINE : "", acknowledged,
				this.target, time / 1e9, rate(acknowledged, time), missing);
	}

	private static String rate(long count, long nanos) {
		return "%,.1f/s".formatted(count * 1e9 / nanos);
	}

}

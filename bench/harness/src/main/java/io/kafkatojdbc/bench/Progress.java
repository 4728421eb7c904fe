package io.kafkatojdbc.bench;

import java.util.Locale;

import io.kafkatojdbc.bench.measure.Outcome;
import io.kafkatojdbc.bench.system.Contender;

/** Shows on the terminal how far the comparison has come. */
class Progress {

	private final int runs;

	private int run;

	private long started;

	Progress(int runs) {
		this.runs = runs;
	}

	void say(String text) {
		System.err.println(text);
	}

	void starts(String workload, Contender contender, boolean counted) {
		this.started = System.nanoTime();
		System.err.printf(Locale.ROOT, "[%d/%d] %s: %s%s … ", ++this.run, this.runs, workload, contender,
				counted ? "" : ", warm-up");
		System.err.flush();
	}

	void ends(Outcome outcome) {
		System.err.printf(Locale.ROOT, "%,.0f rows/s%s (%d s in all)%n", outcome.rowsPerSecond(),
				outcome.correct() ? "" : ", target NOT CORRECT", (System.nanoTime() - this.started) / 1_000_000_000);
	}

	void failed(RuntimeException ex) {
		System.err.println("failed");
		ex.printStackTrace();
	}

}

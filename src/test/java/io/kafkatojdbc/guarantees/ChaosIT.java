package io.kafkatojdbc.guarantees;

import java.time.Duration;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Disturbances at random, for as long as {@code -Dchaos.minutes} says, and every promise
 * checked after every few of them. {@code -Dchaos.seed} repeats a schedule: which
 * disturbances, in which order, with which parameters and pauses.
 */
class ChaosIT {

	private static final int PER_SECOND = 2_200;

	private static final int CHECK_EVERY = 8;

	@Test
	void nothingIsLostOrDoubled() {
		long seed = Long.getLong("chaos.seed", new Random().nextLong());
		ChaosReport report = new ChaosReport(seed);
		try (Scene scene = new Scene(PER_SECOND, MergeMode.valueOf(System.getProperty("chaos.mode", "PAUSE")))) {
			disturb(scene, new Schedule(seed), report);
			report.end(Guarantees.collect(scene));
		}
		assertThat(report.violations()).as("promises that were not kept with seed %d", seed).isEmpty();
	}

	private static void disturb(Scene scene, Schedule schedule, ChaosReport report) {
		long end = System.nanoTime() + Duration.ofMinutes(Long.getLong("chaos.minutes")).toNanos();
		for (int strikes = 1; System.nanoTime() < end; strikes++) {
			scene.producer().start();
			Schedule.Strike strike = schedule.next();
			report.begin(strike.kind());
			Scene.pass(strike.pause());
			boolean mustCheck = strike(scene, strike, report);
			if (mustCheck || strikes % CHECK_EVERY == 0) {
				report.checked(Guarantees.violated(Guarantees.collect(scene)));
			}
		}
	}

	private static boolean strike(Scene scene, Schedule.Strike strike, ChaosReport report) {
		try {
			strike.kind().strike(scene, strike.random());
			return strike.kind().endsSending();
		}
		catch (AssertionError | RuntimeException ex) {
			report.checked(List.of(String.valueOf(ex)));
			return true;
		}
	}

}

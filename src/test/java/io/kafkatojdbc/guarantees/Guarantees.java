package io.kafkatojdbc.guarantees;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.kafkatojdbc.database.Reason;
import io.kafkatojdbc.guarantees.Evidence.Tail;
import org.awaitility.core.ConditionTimeoutException;

/** All that the service promises, checked when nothing is sent any more. */
final class Guarantees {

	/**
	 * What holds back tries again after some seconds at the latest, but machines may be
	 * slow.
	 */
	private static final Duration TAIL_BOUND = Duration.ofMinutes(3);

	private static final List<Guarantee> ALL = List.of(new EveryRecordOnce(), new KeyOrder(), new NoBatchLost(),
			new NoBatchMergedTwice(), new NothingStaysStaged(), new RejectedOnce(), new TailMerged(),
			new PauseEndsWithItsReason());

	private Guarantees() {
	}

	/** Waits until all that was sent is merged, or should be. */
	static Evidence collect(Scene scene) {
		scene.producer().pause();
		long start = System.nanoTime();
		boolean merged = isMergedInTime(scene);
		double seconds = (System.nanoTime() - start) / 1e9;
		return new Evidence(scene.truth(), scene.audit(), new Tail(merged, seconds), scene.pauses().takeViolations());
	}

	private static boolean isMergedInTime(Scene scene) {
		Audit audit = scene.audit();
		try {
			Scene.awaitThat("everything merged", TAIL_BOUND,
					() -> !audit.hasUnfinishedBatch() && !audit.hasUnmergedRows()
							&& audit.mergedNow() >= scene.truth().goodNow()
							&& audit.rejected().size() >= scene.truth().bad().size());
			return true;
		}
		catch (ConditionTimeoutException ex) {
			return false;
		}
	}

	/** Lists what was not kept. */
	static List<String> violated(Evidence evidence) {
		List<String> violations = new ArrayList<>();
		for (Guarantee guarantee : ALL) {
			try {
				guarantee.check(evidence);
			}
			catch (AssertionError | RuntimeException ex) {
				violations.add("%s: %s".formatted(guarantee.getClass().getSimpleName(), Reason.of(ex)));
			}
		}
		return violations;
	}

}

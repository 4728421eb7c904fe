package io.kafkatojdbc.guarantees;

import java.time.Duration;
import java.util.Random;

/** The broker is away, or takes records back. */
final class BrokerFaults {

	/** Longer than the group waits for a heartbeat. */
	private static final Duration SESSION_LOST = Duration.ofSeconds(7);

	private BrokerFaults() {
	}

	static void restart(Scene scene, Random random) {
		Scene.pass(Duration.ofMillis(random.nextInt(500)));
		scene.broker().stop();
		try {
			Scene.pass(Duration.ofMillis(500 + random.nextInt(2_000)));
		}
		finally {
			scene.broker().start();
		}
	}

	static void unreachable(Scene scene, Random random) {
		if (random.nextBoolean()) {
			scene.network().silence();
		}
		else {
			scene.network().cut();
		}
		Scene.pass(SESSION_LOST);
		scene.network().mend();
	}

	static void abortTransactionsAtTail(Scene scene, Random random) {
		scene.producer().pause();
		scene.producer().sendTransactions(1 + random.nextInt(2), 1 + random.nextInt(2), 20 + random.nextInt(80));
	}

}

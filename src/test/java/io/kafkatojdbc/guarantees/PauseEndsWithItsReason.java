package io.kafkatojdbc.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

/** Consumers pause as long as a batch is unfinished, and no longer. */
final class PauseEndsWithItsReason implements Guarantee {

	@Override
	public void check(Evidence evidence) {
		assertThat(evidence.pauses()).as("pauses without a reason").isEmpty();
	}

}

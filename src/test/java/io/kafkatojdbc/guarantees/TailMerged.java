package io.kafkatojdbc.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

/** After the last record no other is needed to have everything merged. */
final class TailMerged implements Guarantee {

	@Override
	public void check(Evidence evidence) {
		assertThat(evidence.tail().merged())
			.as("everything merged %s s after the last record", evidence.tail().seconds())
			.isTrue();
	}

}

package io.kafkatojdbc.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Each bad record is kept as rejected, once, and no good one is. Those that were mended
 * have been retried, and no others.
 */
final class RejectedOnce implements Guarantee {

	@Override
	public void check(Evidence evidence) {
		assertThat(evidence.audit().rejected()).as("rejected records")
			.containsExactlyInAnyOrderElementsOf(evidence.sent().bad());
		assertThat(evidence.audit().retried()).as("retried records")
			.containsExactlyInAnyOrderElementsOf(evidence.sent().mended());
		assertThat(evidence.audit()
			.count("""
					SELECT coalesce(sum(p.rejected), 0) FROM ingest.batch_part p JOIN ingest.pipeline l ON l.name = p.pipeline
					WHERE p.batch >= l.first_batch
					"""))
			.as("rejected records that the ledger counts")
			.isEqualTo(evidence.sent().bad().size());
	}

}

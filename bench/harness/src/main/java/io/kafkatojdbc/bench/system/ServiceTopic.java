package io.kafkatojdbc.bench.system;

import io.kafkatojdbc.bench.workload.Sequence;
import io.kafkatojdbc.bench.workload.TopicFiller;

/** The topic that the service reads in one run, and what its ledger says of it. */
class ServiceTopic {

	private final Trial trial;

	ServiceTopic(Trial trial) {
		this.trial = trial;
	}

	void fill(Sequence sequence) {
		new TopicFiller(this.trial.servers().kafka().bootstrapServers()).fill(this.trial.name(), sequence,
				this.trial.workload().content()::json);
	}

	long staged() {
		return number("SELECT coalesce(sum(staged), 0) FROM ingest.batch_part");
	}

	/** Rows that are in the target, with nothing left to be done for them. */
	long cleared() {
		return number("""
				SELECT coalesce(sum(p.staged), 0) FROM ingest.batch_part p
				JOIN ingest.batch b ON b.pipeline = p.pipeline AND b.number = p.batch WHERE b.state = 'CLEARED'
				""");
	}

	long openBatch() {
		return number("SELECT number FROM ingest.batch WHERE state = 'OPEN'");
	}

	private long number(String query) {
		return this.trial.database().jdbc().sql(query).query(Long.class).single();
	}

}

package io.kafkatojdbc.page;

import io.kafkatojdbc.HealthReasons;
import io.kafkatojdbc.batch.PipelineReport;
import io.kafkatojdbc.consumer.ConsumerReport;

import org.springframework.stereotype.Component;

/** Takes snapshots, mostly of what the features have in memory. */
@Component
class Snapshots {

	private final HealthReasons health;

	private final PipelineReport pipeline;

	private final ConsumerReport consumers;

	private final LedgerWatch ledger;

	Snapshots(HealthReasons health, PipelineReport pipeline, ConsumerReport consumers, LedgerWatch ledger) {
		this.health = health;
		this.pipeline = pipeline;
		this.consumers = consumers;
		this.ledger = ledger;
	}

	Snapshot take() throws InterruptedException {
		return new Snapshot(this.health.now(), this.pipeline.lastSeen().orElse(null), this.consumers.topicLastSeen(),
				this.consumers.lastSeen(), this.consumers.changedSettings(), this.ledger.look());
	}

}

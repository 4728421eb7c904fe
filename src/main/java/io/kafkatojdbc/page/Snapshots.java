package io.kafkatojdbc.page;

import io.kafkatojdbc.batch.PipelineReport;
import io.kafkatojdbc.consumer.ConsumerReport;
import io.kafkatojdbc.health.HealthReasons;
import io.kafkatojdbc.setting.Settings;

import org.springframework.stereotype.Component;

/** Takes snapshots, mostly from values that the features keep in memory. */
@Component
class Snapshots {

	private final HealthReasons health;

	private final PipelineReport pipeline;

	private final ConsumerReport consumers;

	private final Settings settings;

	private final LedgerWatch ledger;

	Snapshots(HealthReasons health, PipelineReport pipeline, ConsumerReport consumers, Settings settings,
			LedgerWatch ledger) {
		this.health = health;
		this.pipeline = pipeline;
		this.consumers = consumers;
		this.settings = settings;
		this.ledger = ledger;
	}

	Snapshot take() throws InterruptedException {
		return new Snapshot(this.health.now(), this.pipeline.lastSeen().orElse(null), this.consumers.topicLastSeen(),
				this.consumers.lastSeen(), this.settings.changes(), this.ledger.look());
	}

}

package io.kafkatojdbc.page;

import io.kafkatojdbc.batch.PipelineReport;
import io.kafkatojdbc.consumer.ConsumerReport;
import io.kafkatojdbc.health.HealthReasons;
import io.kafkatojdbc.setting.Settings;
import io.kafkatojdbc.table.CurrentStagingTable;

import org.springframework.stereotype.Component;

/** Takes snapshots, mostly from values that the features keep in memory. */
@Component
class Snapshots {

	private final HealthReasons health;

	private final PipelineReport pipeline;

	private final ConsumerReport consumers;

	private final Settings settings;

	private final CurrentStagingTable table;

	private final LedgerWatch ledger;

	Snapshots(HealthReasons health, PipelineReport pipeline, ConsumerReport consumers, Settings settings,
			CurrentStagingTable table, LedgerWatch ledger) {
		this.health = health;
		this.pipeline = pipeline;
		this.consumers = consumers;
		this.settings = settings;
		this.table = table;
		this.ledger = ledger;
	}

	Snapshot take() throws InterruptedException {
		return new Snapshot(this.health.now(), this.pipeline.lastSeen().orElse(null), this.consumers.topicLastSeen(),
				this.consumers.lastSeen(), this.settings.changes(), this.table.lastChange().orElse(null),
				this.ledger.look());
	}

}

package io.kafkatojdbc.page;

import java.util.List;
import java.util.Map;

import io.kafkatojdbc.batch.PipelineStatus;
import io.kafkatojdbc.consumer.ConsumerStatus;
import io.kafkatojdbc.topic.TopicStatus;
import org.jspecify.annotations.Nullable;

/**
 * Everything that the page shows. Two snapshots are equal if nothing has happened between
 * them.
 *
 * @param problems why the service cannot do its work, by the health indicator that
 * reports it
 * @param pipeline the state of the pipeline
 * @param topic the topic
 * @param consumers this instance's consumers
 * @param changedSettings the settings that differ from the configuration
 * @param tableChange how the staging table has last changed since the start of this
 * instance
 * @param ledger what only the ledger knows, as it was last read
 */
record Snapshot(Map<String, String> problems, @Nullable PipelineStatus pipeline, TopicStatus topic,
		List<ConsumerStatus> consumers, Map<String, String> changedSettings, @Nullable String tableChange,
		@Nullable LedgerView ledger) {
}

package io.kafkatojdbc.page;

import java.util.List;
import java.util.Map;

import io.kafkatojdbc.batch.PipelineStatus;
import io.kafkatojdbc.consumer.ConsumerStatus;
import io.kafkatojdbc.topic.TopicStatus;
import org.jspecify.annotations.Nullable;

/**
 * All that the page shows. Two of them are equal if nothing has happened in between.
 *
 * @param problems why the service can't do its work, by what says so
 * @param pipeline where the pipeline stands
 * @param topic the topic
 * @param consumers this instance's consumers
 * @param changedSettings what differs from the configuration
 * @param ledger what only the ledger knows, as it was known last
 */
record Snapshot(Map<String, String> problems, @Nullable PipelineStatus pipeline, TopicStatus topic,
		List<ConsumerStatus> consumers, Map<String, String> changedSettings, @Nullable LedgerView ledger) {
}

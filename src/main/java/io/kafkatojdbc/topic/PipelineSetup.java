package io.kafkatojdbc.topic;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.kafkatojdbc.start.StartException;

/**
 * What a pipeline reads and writes, as it is kept in the ledger.
 *
 * @param topic the topic's name
 * @param topicId the topic's id; a topic that is deleted and created again gets another
 * id
 * @param clusterId the Kafka cluster's id
 * @param consumerGroup the consumer group's id
 * @param stagingTable the staging table
 * @param mergeProcedure the merge procedure
 */
record PipelineSetup(String topic, String topicId, String clusterId, String consumerGroup, String stagingTable,
		String mergeProcedure) {

	/**
	 * Refuses this setup if the pipeline has another setup in the ledger.
	 * @param pipeline the pipeline's name
	 * @param known the setup in the ledger
	 */
	void requireEqual(String pipeline, PipelineSetup known) {
		List<String> differences = differencesFrom(known);
		if (!differences.isEmpty()) {
			throw new StartException(
					"The pipeline '%s' has staged before with another setup: %s.".formatted(pipeline,
							String.join("; ", differences)),
					"Set it back, or start anew with a new name in 'ingest.pipeline' and a staging table of its own, or, if the offsets in "
							+ "ingest.partition_offset hold for the new setup as well, update ingest.pipeline.");
		}
	}

	private List<String> differencesFrom(PipelineSetup known) {
		Map<String, String> before = known.columns();
		List<String> differences = new ArrayList<>();
		columns().forEach((column, now) -> {
			if (!now.equals(before.get(column))) {
				differences.add("%s was '%s' and is now '%s'".formatted(column, before.get(column), now));
			}
		});
		return differences;
	}

	/**
	 * Returns the values that must stay the same. The topic's id is not among them,
	 * because an operator can accept a recreated topic while the service runs.
	 */
	private Map<String, String> columns() {
		return Map.of("topic", this.topic, "cluster_id", this.clusterId, "consumer_group", this.consumerGroup,
				"staging_table", this.stagingTable, "merge_procedure", this.mergeProcedure);
	}

}

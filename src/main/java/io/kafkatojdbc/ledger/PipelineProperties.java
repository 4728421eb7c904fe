package io.kafkatojdbc.ledger;

import jakarta.validation.constraints.NotBlank;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * What this service reads and where it brings it: one topic, one staging table, one
 * procedure.
 *
 * @param pipeline name in the ledger; the topic's name by default
 * @param topic Kafka topic to read
 * @param stagingTable table that takes the records until they are merged,
 * schema-qualified or found by the search path; by default the topic's name and
 * {@code _staging}
 * @param mergeProcedure procedure that merges a batch into the target table,
 * schema-qualified or found by the search path; by default {@code merge_} and the topic's
 * name
 */
@Validated
@ConfigurationProperties("ingest")
public record PipelineProperties(@NotBlank(message = "name the pipeline") String pipeline,
		@NotBlank(message = "name the Kafka topic to read, as in --ingest.topic=films") String topic,
		@NotBlank(message = "name the staging table") String stagingTable,
		@NotBlank(message = "name the procedure that merges a batch") String mergeProcedure) {
}

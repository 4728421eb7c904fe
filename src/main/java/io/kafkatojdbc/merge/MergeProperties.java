package io.kafkatojdbc.merge;

import jakarta.validation.constraints.NotBlank;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.validation.annotation.Validated;

/**
 * Which procedure to call.
 *
 * @param mergeProcedure procedure that merges a batch into the target table,
 * schema-qualified or found by the search path
 */
@Validated
@ConfigurationProperties("ingest")
record MergeProperties(@NotBlank(message = "name the procedure that merges a batch") String mergeProcedure) {
}

package io.kafkatojdbc.staging;

import jakarta.validation.constraints.NotBlank;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How records become rows.
 *
 * @param keyColumn column that takes the key of a record without a value, if the staging
 * table has a column {@code kafka_tombstone} and the key is no JSON object
 */
@Validated
@ConfigurationProperties("ingest")
record StagingProperties(@DefaultValue("id") @NotBlank(message = "name the column that takes a key") String keyColumn) {
}

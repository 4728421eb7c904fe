package io.kafkatojdbc.pipeline;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.micrometer.core.instrument.Tags;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import org.hibernate.validator.constraints.time.DurationMin;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The settings of one pipeline, which reads one topic and uses one staging table and one
 * procedure. Everything that belongs to a pipeline takes its settings from this record.
 *
 * @param pipeline name in the ledger; the topic's name by default
 * @param topic Kafka topic to read
 * @param stagingTable table that takes the records until they are merged,
 * schema-qualified or found by the search path; by default the topic's name and
 * {@code _staging}
 * @param mergeProcedure procedure that merges a batch into the target table,
 * schema-qualified or found by the search path; by default {@code merge_} and the topic's
 * name
 * @param startFrom where a pipeline that is new to the ledger starts to read
 * @param instance name of this instance of the service; the host's name by default
 * @param consumers names of the consumers that exist at the start of the service
 * @param keyColumn column that takes the key of a record without a value, if the staging
 * table has a column {@code kafka_tombstone} and the key is not a JSON object
 * @param keepBatches how long finished batches stay in the ledger, and with them decided
 * rejected records and changes of settings that later changes have replaced
 * @param batch the limits that complete a batch
 * @param merge how batches are merged
 * @param staging how records are staged
 * @param record how records are read, and when too many are rejected
 * @param columns what is declared about the values of columns, by the names of the
 * columns
 */
@Validated
@ConfigurationProperties("ingest")
public record Pipeline(@NotBlank(message = "name the pipeline") String pipeline,
		@NotBlank(message = "name the Kafka topic to read, as in --ingest.topic=films") String topic,
		@NotBlank(message = "name the staging table") String stagingTable,
		@NotBlank(message = "name the procedure that merges a batch") String mergeProcedure,
		@DefaultValue("earliest") StartFrom startFrom, @Nullable String instance,
		@DefaultValue List<@Pattern(regexp = CONSUMER_NAME, message = CONSUMER_NAME_RULE) String> consumers,
		@DefaultValue("id") @NotBlank(message = "name the column that takes a key") String keyColumn,
		@DurationMin(seconds = 1,
				message = "must be 1s or longer, as in 90d") @DefaultValue("90d") Duration keepBatches,
		@Valid @NestedConfigurationProperty @DefaultValue BatchSettings batch,
		@Valid @NestedConfigurationProperty @DefaultValue MergeSettings merge,
		@Valid @NestedConfigurationProperty @DefaultValue StagingSettings staging,
		@Valid @NestedConfigurationProperty @DefaultValue RecordSettings record,
		@DefaultValue Map<String, @Valid ColumnSettings> columns) {

	/** The names that consumers may have, as a regular expression. */
	public static final String CONSUMER_NAME = "[A-Za-z0-9_-]{1,64}";

	/** The rule for the names of consumers, in words. */
	public static final String CONSUMER_NAME_RULE = "a consumer's name has 1 to 64 letters, digits, '-' or '_'";

	/**
	 * Returns the name of the pipeline, in the ledger and in meters.
	 * @return the setting {@code ingest.pipeline}
	 */
	public String name() {
		return this.pipeline;
	}

	/**
	 * Returns the name of this instance of the service.
	 * @return the setting {@code ingest.instance}, or the host's name
	 */
	public String instanceOrHost() {
		try {
			return (this.instance != null) ? this.instance : InetAddress.getLocalHost().getHostName();
		}
		catch (UnknownHostException ex) {
			return "localhost";
		}
	}

	/**
	 * Returns the label that all meters of the pipeline have.
	 * @return the label {@code pipeline}
	 */
	public Tags tags() {
		return Tags.of("pipeline", this.pipeline);
	}

	/** Where a pipeline that is new to the ledger starts to read. */
	public enum StartFrom {

		/** The pipeline starts with the oldest record of each partition. */
		EARLIEST,

		/** The pipeline starts with the records that arrive from now on. */
		LATEST,

		/**
		 * The pipeline starts at the committed offsets of the consumer group. A partition
		 * without a committed offset starts with its oldest record.
		 */
		COMMITTED

	}

}

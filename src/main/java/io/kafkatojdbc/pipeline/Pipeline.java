package io.kafkatojdbc.pipeline;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

import io.micrometer.core.instrument.Tags;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * What one pipeline is set up to do: from one topic, through one staging table and one
 * procedure. Whatever belongs to a pipeline takes its settings from here.
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
 * @param consumers names of the consumers that are there at start
 * @param keyColumn column that takes the key of a record without a value, if the staging
 * table has a column {@code kafka_tombstone} and the key is no JSON object
 * @param batch when a batch is complete
 * @param merge how batches are merged
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
		@Valid @NestedConfigurationProperty @DefaultValue BatchSettings batch,
		@Valid @NestedConfigurationProperty @DefaultValue MergeSettings merge) {

	/** The names that consumers may have, as a regular expression. */
	public static final String CONSUMER_NAME = "[A-Za-z0-9_-]{1,64}";

	/** The same in words. */
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

		/** With the oldest record of each partition. */
		EARLIEST,

		/** With the records that come from now on. */
		LATEST,

		/** Where the consumer group has committed; with the oldest where it has not. */
		COMMITTED

	}

}

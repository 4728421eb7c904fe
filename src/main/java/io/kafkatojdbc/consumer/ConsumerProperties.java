package io.kafkatojdbc.consumer;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Which consumers there are at start, and where a new pipeline begins.
 *
 * @param startFrom where a pipeline that is new to the ledger starts to read
 * @param instance name of this instance of the service; the host's name by default
 * @param consumers names of the consumers that are there at start
 */
@Validated
@ConfigurationProperties("ingest")
record ConsumerProperties(@DefaultValue("earliest") StartFrom startFrom, @Nullable String instance,
		@DefaultValue List<@Pattern(regexp = NAME, message = NAME_RULE) String> consumers) {

	static final String NAME = "[A-Za-z0-9_-]{1,64}";

	static final String NAME_RULE = "a consumer's name has 1 to 64 letters, digits, '-' or '_'";

	String instanceOrHost() {
		try {
			return (this.instance != null) ? this.instance : InetAddress.getLocalHost().getHostName();
		}
		catch (UnknownHostException ex) {
			return "localhost";
		}
	}

	/** Where a pipeline that is new to the ledger starts to read. */
	enum StartFrom {

		/** With the oldest record of each partition. */
		EARLIEST,

		/** With the records that come from now on. */
		LATEST,

		/** Where the consumer group has committed; with the oldest where it has not. */
		COMMITTED

	}

}

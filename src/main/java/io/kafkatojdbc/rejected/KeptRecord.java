package io.kafkatojdbc.rejected;

import java.util.Base64;
import java.util.List;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.kafkatojdbc.ledger.RecordPlace;
import io.kafkatojdbc.record.Utf8;
import io.swagger.v3.oas.annotations.media.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A rejected record with its key, value and headers.
 *
 * @param entry the ledger's entry for the record
 * @param kafkaRecord the record as it came from Kafka; a discarded record has no content
 * any more
 * @param order the record's order among all versions of its key, in milliseconds since
 * 1970
 * @param cameAgain whether the record was read again after somebody had set the ledger
 * back, and became a row
 */
@Schema(name = "RejectedDocument")
record KeptRecord(@JsonUnwrapped RejectedEntry entry, @JsonIgnore ConsumerRecord<byte[], byte[]> kafkaRecord,
		@JsonIgnore long order, @JsonIgnore boolean cameAgain) {

	/** Returns the record's place in the topic. */
	RecordPlace place() {
		return new RecordPlace(this.entry.partition(), this.entry.offset());
	}

	@JsonProperty
	@Schema(description = "its key")
	@Nullable Content key() {
		return Content.of(this.kafkaRecord.key());
	}

	@JsonProperty
	@Schema(description = "its value")
	@Nullable Content value() {
		return Content.of(this.kafkaRecord.value());
	}

	@JsonProperty
	@Schema(description = "its headers")
	List<HeaderContent> headers() {
		return StreamSupport.stream(this.kafkaRecord.headers().spliterator(), false)
			.map((header) -> new HeaderContent(header.key(), Content.of(header.value())))
			.toList();
	}

	/**
	 * Bytes of a record, as text if they are UTF-8.
	 *
	 * @param text the text, if the bytes are UTF-8
	 * @param base64 the bytes in Base64, if they are not UTF-8
	 */
	@JsonInclude(JsonInclude.Include.NON_NULL)
	record Content(@Nullable String text, @Nullable String base64) {

		static @Nullable Content of(byte @Nullable [] bytes) {
			if (bytes == null) {
				return null;
			}
			return Utf8.decode(bytes)
				.map((text) -> new Content(text, null))
				.orElseGet(() -> new Content(null, Base64.getEncoder().encodeToString(bytes)));
		}

	}

	/**
	 * A header of a record.
	 *
	 * @param name the header's name
	 * @param value the header's value
	 */
	record HeaderContent(String name, @Nullable Content value) {
	}

}

package io.kafkatojdbc.staging;

import java.util.Base64;
import java.util.List;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.kafkatojdbc.ledger.KeptRecord;
import io.kafkatojdbc.ledger.RejectedEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A rejected record with what it contains.
 *
 * @param entry what the ledger says of it
 * @param key its key
 * @param value its value
 * @param headers its headers
 */
record RejectedDocument(@JsonUnwrapped RejectedEntry entry, @Nullable Content key, @Nullable Content value,
		List<HeaderContent> headers) {

	static RejectedDocument of(KeptRecord kept) {
		ConsumerRecord<byte[], byte[]> kafkaRecord = kept.kafkaRecord();
		return new RejectedDocument(kept.entry(), Content.of(kafkaRecord.key()), Content.of(kafkaRecord.value()),
				StreamSupport.stream(kafkaRecord.headers().spliterator(), false)
					.map((header) -> new HeaderContent(header.key(), Content.of(header.value())))
					.toList());
	}

	/**
	 * Bytes, as text if that is what they are.
	 *
	 * @param text the text
	 * @param base64 the bytes if they are no text
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
	 * One header.
	 *
	 * @param name its name
	 * @param value its value
	 */
	record HeaderContent(String name, @Nullable Content value) {
	}

}

package io.kafkatojdbc.rejected;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

import io.kafkatojdbc.json.Json;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;

/**
 * The new value with which a rejected record is staged, read from {@code {"value": …}}. A
 * string is the value itself. Other JSON is taken exactly as it is written, to the last
 * digit of a number.
 */
final class CorrectedValue {

	private final byte @Nullable [] bytes;

	private CorrectedValue(byte @Nullable [] bytes) {
		this.bytes = bytes;
	}

	static CorrectedValue of(byte[] body) {
		try (JsonParser parser = Json.FACTORY.createParser(ObjectReadContext.empty(), body)) {
			if (parser.nextToken() == JsonToken.START_OBJECT && "value".equals(parser.nextName())) {
				CorrectedValue value = new CorrectedValue(read(parser, body));
				if (parser.nextToken() == JsonToken.END_OBJECT && parser.nextToken() == null) {
					return value;
				}
			}
		}
		catch (JacksonException ex) {
			throw RejectedDecisionException.badCorrection();
		}
		throw RejectedDecisionException.badCorrection();
	}

	private static byte @Nullable [] read(JsonParser parser, byte[] body) {
		JsonToken token = parser.nextToken();
		if (token == JsonToken.VALUE_NULL) {
			return null;
		}
		if (token == JsonToken.VALUE_STRING) {
			return parser.getString().getBytes(StandardCharsets.UTF_8);
		}
		int from = (int) parser.currentTokenLocation().getByteOffset();
		parser.skipChildren();
		parser.finishToken();
		return Arrays.copyOfRange(body, from, (int) parser.currentLocation().getByteOffset());
	}

	/** Returns a copy of a record that has this value and is otherwise the same. */
	ConsumerRecord<byte[], byte[]> in(ConsumerRecord<byte[], byte[]> original) {
		return new ConsumerRecord<>(original.topic(), original.partition(), original.offset(), original.timestamp(),
				original.timestampType(), original.serializedKeySize(), ConsumerRecord.NULL_SIZE, original.key(),
				this.bytes, original.headers(), Optional.empty());
	}

}

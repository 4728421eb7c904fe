package io.kafkatojdbc.registry;

import java.nio.ByteBuffer;
import java.util.UUID;

import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.record.UnreadableRecordException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Finds the id of the schema of a record's value or key. Confluent's serializers write
 * the id in one of two places: in front of the data, as a byte 0 and four bytes of
 * number, or into a header. The header has a byte 1 and a GUID, or a byte 0 and a number.
 * If there are several such headers, the last one counts. A header goes before what is in
 * front of the data, as in Confluent's deserializers.
 */
public enum SchemaFrame {

	/** The frame of a record's value. */
	VALUE("value", "__value_schema_id"),

	/** The frame of a record's key. */
	KEY("key", "__key_schema_id");

	private static final byte NUMBER = 0;

	private static final byte GUID = 1;

	private static final int NUMBER_END = 1 + Integer.BYTES;

	private static final int GUID_END = 1 + 2 * Long.BYTES;

	private final String part;

	private final String header;

	SchemaFrame(String part, String header) {
		this.part = part;
		this.header = header;
	}

	/**
	 * Finds the id of a schema.
	 * @param kafkaRecord the record
	 * @param bytes its value or key, which is not {@code null}
	 * @return the id, and where the data begins
	 * @throws UnreadableRecordException if there is no id; the reason says what the bytes
	 * look like
	 */
	public Framed read(ConsumerRecord<?, ?> kafkaRecord, byte[] bytes) throws UnreadableRecordException {
		Header last = kafkaRecord.headers().lastHeader(this.header);
		Framed framed = (last != null && last.value() != null) ? inHeader(last.value()) : inFront(bytes);
		if (framed.id().number() < 0) {
			throw notFramed("has the schema id %s, and no schema has an id below 0".formatted(framed.id()));
		}
		return framed;
	}

	private Framed inFront(byte[] bytes) throws UnreadableRecordException {
		Framed framed = (bytes.length >= NUMBER_END && bytes[0] == NUMBER) ? framed(bytes, true) : null;
		if (framed == null) {
			throw notFramed("does not begin with a byte 0 and four bytes with the id of a schema: "
					+ Appearance.describe(bytes, "ingest.record.%s-format".formatted(this.part)));
		}
		return framed;
	}

	private Framed inHeader(byte[] value) throws UnreadableRecordException {
		Framed framed = framed(value, false);
		if (framed == null) {
			throw new UnreadableRecordException(RejectionCode.NOT_FRAMED,
					"the header '%s' has neither a byte 1 and a GUID, nor a byte 0 and four bytes with the id of a schema"
						.formatted(this.header));
		}
		return framed;
	}

	private static @Nullable Framed framed(byte[] bytes, boolean inFront) {
		ByteBuffer in = ByteBuffer.wrap(bytes);
		if (bytes.length >= NUMBER_END && bytes[0] == NUMBER) {
			return new Framed(SchemaId.of(in.getInt(1)), bytes, NUMBER_END, inFront);
		}
		if (bytes.length >= GUID_END && bytes[0] == GUID) {
			return new Framed(SchemaId.of(new UUID(in.getLong(1), in.getLong(1 + Long.BYTES))), bytes, GUID_END,
					inFront);
		}
		return null;
	}

	private UnreadableRecordException notFramed(String what) {
		return new UnreadableRecordException(RejectionCode.NOT_FRAMED, "the %s %s".formatted(this.part, what));
	}

}

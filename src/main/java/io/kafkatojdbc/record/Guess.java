package io.kafkatojdbc.record;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;

/**
 * Says what a record looks like that cannot be read, so that its reason names the setting
 * that takes such records. No record is read by such a guess.
 */
public final class Guess {

	/** The length of Confluent's prefix: a zero, and the id of the schema. */
	private static final int PREFIX = 5;

	/** The first bytes of files and of compressed data. */
	private static final Map<String, byte[]> BEGINNINGS = Map.of("a file of Avro", bytes('O', 'b', 'j', 1),
			"data compressed with gzip", bytes(0x1F, 0x8B), "data compressed with zstd", bytes(0x28, 0xB5, 0x2F, 0xFD),
			"data compressed with LZ4", bytes(0x04, 0x22, 0x4D, 0x18), "a file of Parquet", bytes('P', 'A', 'R', '1'),
			"a ZIP file", bytes('P', 'K', 3, 4), "data of Java's serialization", bytes(0xAC, 0xED, 0, 5));

	/** The end of a reason, if fields have other names than columns. */
	public static final String OTHER_NAMES = "; name with ingest.columns.<column>.from where values stand, if its fields have other names";

	private Guess() {
	}

	/**
	 * Returns what bytes look like that the value's format does not have.
	 * @param value the value of a record
	 * @return a part of a sentence, which begins with a semicolon; empty without a guess
	 */
	public static String ofBytes(byte[] value) {
		if (value.length > PREFIX && value[0] == 0) {
			return "; it looks like Confluent's wire format with schema id %d, which ingest.record.value-format=avro, protobuf or json-schema takes"
				.formatted(ByteBuffer.wrap(value, 1, Integer.BYTES).getInt());
		}
		for (Map.Entry<String, byte[]> each : BEGINNINGS.entrySet()) {
			if (beginsWith(value, each.getValue())) {
				return "; it looks like %s, which no setting takes".formatted(each.getKey());
			}
		}
		String text = new String(value, 0, Math.min(value.length, 100), StandardCharsets.UTF_8).strip();
		if (text.startsWith("<")) {
			return "; it looks like XML, which only ingest.record.value-format=text takes, as a whole";
		}
		return "";
	}

	/**
	 * Returns what an object looks like of which no field has a column.
	 * @param fields the names of the object's fields
	 * @return a part of a sentence, which begins with a semicolon; empty without a guess
	 */
	public static String ofFields(Set<String> fields) {
		if (fields.containsAll(Set.of("schema", "payload"))) {
			return "; it looks like Kafka Connect's envelope, which ingest.record.envelope=connect takes, or debezium if Debezium wrote it";
		}
		if (fields.contains("op") && (fields.contains("after") || fields.contains("before"))) {
			return "; it looks like Debezium's envelope, which ingest.record.envelope=debezium takes";
		}
		if (fields.contains("specversion")) {
			return "; it looks like a CloudEvent, which ingest.record.envelope=cloudevents takes";
		}
		return fields.isEmpty() ? "; it has no field at all" : OTHER_NAMES;
	}

	/**
	 * Returns what an object looks like that is not in the declared envelope.
	 * @param fields the names of the object's fields
	 * @return a part of a sentence, which begins with a semicolon
	 */
	public static String ofOtherEnvelope(Set<String> fields) {
		String guess = ofFields(fields);
		return guess.equals(OTHER_NAMES) ? "; ingest.record.envelope=none takes rows without an envelope" : guess;
	}

	private static boolean beginsWith(byte[] value, byte[] beginning) {
		return value.length >= beginning.length
				&& Arrays.equals(value, 0, beginning.length, beginning, 0, beginning.length);
	}

	private static byte[] bytes(int... values) {
		byte[] bytes = new byte[values.length];
		for (int i = 0; i < values.length; i++) {
			bytes[i] = (byte) values[i];
		}
		return bytes;
	}

}

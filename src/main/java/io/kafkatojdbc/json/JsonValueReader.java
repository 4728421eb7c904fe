package io.kafkatojdbc.json;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.kafkatojdbc.record.Guess;
import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.record.RowMapping;
import io.kafkatojdbc.record.RowStart;
import io.kafkatojdbc.record.RowWriter;
import io.kafkatojdbc.record.UnreadableRecordException;
import io.kafkatojdbc.record.Utf8;
import io.kafkatojdbc.record.ValueReader;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;

/** Reads records whose value is a JSON object. */
public final class JsonValueReader implements ValueReader {

	private final JsonReader reader;

	private final boolean needsField;

	/**
	 * Creates a reader.
	 * @param mapping which column takes which part of a record
	 */
	public JsonValueReader(RowMapping mapping) {
		this.reader = new JsonReader(mapping.value(List.of()));
		this.needsField = mapping.needsField();
	}

	@Override
	public int read(ConsumerRecord<byte[], byte[]> kafkaRecord, RowWriter row, RowStart start)
			throws UnreadableRecordException {
		byte[] value = kafkaRecord.value();
		int ignoredFields = read(value, row, start);
		if (this.needsField && this.reader.knownFields() == 0) {
			throw new UnreadableRecordException(RejectionCode.NO_KNOWN_FIELD,
					"no field of the record has a column of the staging table" + Guess.ofFields(fields(value)));
		}
		row.end();
		return ignoredFields;
	}

	private int read(byte[] value, RowWriter row, RowStart start) throws UnreadableRecordException {
		try {
			Utf8.check(value);
			return this.reader.read(value, row, start);
		}
		catch (UnreadableRecordException ex) {
			throw switch (ex.code()) {
				case INVALID_UTF8, NOT_JSON -> ex.with(Guess.ofBytes(value));
				default -> ex;
			};
		}
	}

	/** Returns the names of an object that was read before. */
	private static Set<String> fields(byte[] json) {
		Set<String> names = new HashSet<>();
		try (JsonParser parser = Json.FACTORY.createParser(ObjectReadContext.empty(), json)) {
			parser.nextToken();
			for (String name = parser.nextName(); name != null; name = parser.nextName()) {
				names.add(name);
				parser.nextToken();
				parser.skipChildren();
			}
		}
		return names;
	}

	@Override
	public void end() {
		this.reader.end();
	}

}

package io.kafkatojdbc.staging;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/** Data of Avro to test with, written by Avro's own library. */
final class AvroData {

	private AvroData() {
	}

	/**
	 * Returns the schema of a record.
	 * @param name the name of the record
	 * @param fields the fields in JSON
	 * @return the schema
	 */
	static Schema schema(String name, String fields) {
		return new Schema.Parser().parse("""
				{"type": "record", "name": "%s", "fields": [%s]}
				""".formatted(name, fields));
	}

	/** Returns the schema of a record whose fields f0, f1, … have these types in JSON. */
	static Schema ofTypes(List<String> types) {
		return schema("Types",
				IntStream.range(0, types.size())
					.mapToObj((i) -> "{\"name\": \"f%d\", \"type\": %s}".formatted(i, types.get(i)))
					.collect(Collectors.joining(",")));
	}

	/** Writes a record with these values of its fields. */
	static byte[] encode(int number, Schema schema, @Nullable Object... values) {
		GenericData.Record data = new GenericData.Record(schema);
		for (int i = 0; i < values.length; i++) {
			data.put(i, values[i]);
		}
		return encodeValue(number, schema, data);
	}

	static byte[] encodeValue(int number, Schema schema, Object data) {
		try {
			ByteArrayOutputStream out = new ByteArrayOutputStream();
			out.write(number);
			BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
			new GenericDatumWriter<>(schema).write(data, encoder);
			encoder.flush();
			return out.toByteArray();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}

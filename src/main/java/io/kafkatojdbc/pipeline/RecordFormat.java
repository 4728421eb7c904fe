package io.kafkatojdbc.pipeline;

import java.util.Locale;

/** The format of the values, or of the keys, of records. */
public enum RecordFormat {

	/** A JSON object; a key may also be plain text. */
	JSON,

	/** JSON behind the id of a JSON Schema, which is in a registry. */
	JSON_SCHEMA,

	/** Avro, whose schema is in a registry or in a file. */
	AVRO,

	/** Protobuf, whose schema is in a registry or in a file. */
	PROTOBUF,

	/** Text in UTF-8, which is taken as a whole. */
	TEXT,

	/** Bytes, which are taken as a whole. */
	BYTES;

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT).replace('_', '-');
	}

}

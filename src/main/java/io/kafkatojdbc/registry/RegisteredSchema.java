package io.kafkatojdbc.registry;

import java.util.Map;

/**
 * A schema as the registry has it. It never changes.
 *
 * @param id the id by which it was fetched
 * @param type the language of the schema
 * @param text the schema itself
 * @param references the texts of the schemas that this schema refers to, directly or by
 * way of others, by the names under which they are referred to: a full name in Avro, a
 * path to import in Protobuf, a URI in JSON Schema. A schema comes after those that it
 * refers to, unless they refer to each other
 */
public record RegisteredSchema(SchemaId id, Type type, String text, Map<String, String> references) {

	/** The languages of schemas. */
	public enum Type {

		/** Apache Avro. */
		AVRO,

		/** Protocol Buffers. */
		PROTOBUF,

		/** JSON Schema. */
		JSON

	}

}

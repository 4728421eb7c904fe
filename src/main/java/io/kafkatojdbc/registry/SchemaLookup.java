package io.kafkatojdbc.registry;

import java.time.Duration;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.record.UnreadableRecordException;
import tools.jackson.databind.JsonNode;

/**
 * Fetches a schema and the schemas that it refers to. The registry names the latter by
 * subject and version.
 */
class SchemaLookup {

	/**
	 * A consumer that takes longer for a schema looks stuck. It goes on at its next try.
	 */
	private static final Duration LIMIT = Duration.ofSeconds(10);

	private final RegistryClient client;

	/** Versions never change, and may be referred to by many schemas. */
	private final Map<Version, JsonNode> versions = new ConcurrentHashMap<>();

	SchemaLookup(RegistryClient client) {
		this.client = client;
	}

	/**
	 * Fetches a schema.
	 * @throws UnknownSchemaException if the registry does not know it
	 * @throws UnreadableRecordException if the schema cannot be used
	 * @throws RegistryUnavailableException if the registry cannot answer
	 */
	RegisteredSchema fetch(SchemaId id) throws UnreadableRecordException, UnknownSchemaException {
		Optional<JsonNode> found = (id.guid() != null) ? this.client.get("/schemas/guids/{guid}", id.guid())
				: this.client.get("/schemas/ids/{id}", id.number());
		JsonNode schema = found.orElseThrow(() -> new UnknownSchemaException("schema " + id));
		References references = new References(id);
		references.add(schema);
		return new RegisteredSchema(id, type(id, schema), text(schema), Collections.unmodifiableMap(references.texts));
	}

	private static RegisteredSchema.Type type(SchemaId id, JsonNode schema) throws UnreadableRecordException {
		// A registry leaves out the type of Avro.
		String type = schema.path("schemaType").asString("");
		try {
			return type.isEmpty() ? RegisteredSchema.Type.AVRO
					: RegisteredSchema.Type.valueOf(type.toUpperCase(Locale.ROOT));
		}
		catch (IllegalArgumentException ex) {
			throw new UnreadableRecordException(RejectionCode.UNUSABLE_SCHEMA,
					"schema %s is of the unknown type %s".formatted(id, type));
		}
	}

	private static String text(JsonNode schema) {
		return schema.path("schema").asString("");
	}

	/** A version of a subject. */
	private record Version(String subject, int number) {

		static Version of(JsonNode reference) {
			return new Version(reference.path("subject").asString(""), reference.path("version").asInt(0));
		}

	}

	/** The schemas that one schema refers to. */
	private final class References {

		private final SchemaId id;

		private final long began = System.nanoTime();

		private final Map<String, String> texts = new LinkedHashMap<>();

		private final Set<Version> seen = new HashSet<>();

		private References(SchemaId id) {
			this.id = id;
		}

		/** Adds what a schema refers to, those first that come before in a circle. */
		private void add(JsonNode schema) throws UnreadableRecordException, UnknownSchemaException {
			for (JsonNode reference : schema.path("references")) {
				Version version = Version.of(reference);
				JsonNode referenced = fetch(version);
				if (this.seen.add(version)) {
					add(referenced);
				}
				put(reference.path("name").asString(""), text(referenced));
			}
		}

		private JsonNode fetch(Version version) throws UnknownSchemaException {
			JsonNode known = SchemaLookup.this.versions.get(version);
			if (known != null) {
				return known;
			}
			if (System.nanoTime() - this.began > LIMIT.toNanos()) {
				throw new RegistryUnavailableException("The schema registry is slow: schema %s took longer than %d s"
					.formatted(this.id, LIMIT.toSeconds()));
			}
			// Schemas that are in use can be deleted, and are still there for readers.
			JsonNode fetched = SchemaLookup.this.client
				.get("/subjects/{subject}/versions/{version}?deleted=true", version.subject(), version.number())
				.orElseThrow(() -> new UnknownSchemaException("version %d of subject %s, which schema %s refers to"
					.formatted(version.number(), version.subject(), this.id)));
			SchemaLookup.this.versions.put(version, fetched);
			return fetched;
		}

		private void put(String name, String text) throws UnreadableRecordException {
			String before = this.texts.putIfAbsent(name, text);
			if (before != null && !before.equals(text)) {
				throw new UnreadableRecordException(RejectionCode.UNUSABLE_SCHEMA,
						"schema %s refers to two different schemas by the name %s".formatted(this.id, name));
			}
		}

	}

}

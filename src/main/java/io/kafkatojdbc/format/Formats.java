package io.kafkatojdbc.format;

import io.kafkatojdbc.avro.AvroKeyReader;
import io.kafkatojdbc.avro.AvroSchemas;
import io.kafkatojdbc.avro.AvroValueReader;
import io.kafkatojdbc.avro.FileSchema;
import io.kafkatojdbc.avro.RegistrySchemas;
import io.kafkatojdbc.json.JsonKeyReader;
import io.kafkatojdbc.json.JsonValueReader;
import io.kafkatojdbc.protobuf.ProtobufKeyReader;
import io.kafkatojdbc.protobuf.ProtobufSchemas;
import io.kafkatojdbc.protobuf.ProtobufValueReader;
import io.kafkatojdbc.record.KeyReader;
import io.kafkatojdbc.record.RowMapping;
import io.kafkatojdbc.record.ValueReader;
import io.kafkatojdbc.registry.SchemaRegistry;

/** Creates the formats that the settings declare. */
final class Formats {

	private Formats() {
	}

	/**
	 * Returns a format, whose schema is read if a file has it.
	 * @throws io.kafkatojdbc.start.StartException if the format needs schemas and nothing
	 * says where they are, or if a setting has no effect
	 */
	static Format of(FormatSettings settings, SchemaRegistry registry) {
		settings.requireUsed();
		return switch (settings.format()) {
			case JSON -> new Json();
			case JSON_SCHEMA -> jsonSchema(settings, registry);
			case AVRO -> avro(settings, registry);
			case PROTOBUF -> protobuf(settings, registry);
			case TEXT -> new Whole(true);
			case BYTES -> new Whole(false);
		};
	}

	private static Format jsonSchema(FormatSettings settings, SchemaRegistry registry) {
		registry.requireFor(settings.setting() + "=json-schema");
		return new JsonSchema(registry);
	}

	private static Format avro(FormatSettings settings, SchemaRegistry registry) {
		if (settings.schema() != null) {
			return new Avro(new FileSchema(settings.schemaSetting(), settings.schema()));
		}
		registry.requireFor(settings.setting() + "=avro");
		return new Avro(new RegistrySchemas(registry, settings.frame()));
	}

	private static Format protobuf(FormatSettings settings, SchemaRegistry registry) {
		if (settings.schema() != null) {
			return new Protobuf(ProtobufSchemas.of(settings.frame(), settings.schema(), settings.message()));
		}
		registry.requireFor(settings.setting() + "=protobuf");
		return new Protobuf(ProtobufSchemas.of(registry, settings.frame()));
	}

	private record Json() implements Format {

		@Override
		public ValueReader values(RowMapping mapping) {
			return new JsonValueReader(mapping);
		}

		@Override
		public KeyReader keys(RowMapping mapping) {
			return new JsonKeyReader(mapping);
		}

	}

	private record JsonSchema(SchemaRegistry registry) implements Format {

		@Override
		public ValueReader values(RowMapping mapping) {
			return new JsonSchemaValueReader(mapping, this.registry);
		}

		@Override
		public KeyReader keys(RowMapping mapping) {
			return new JsonSchemaKeyReader(mapping);
		}

	}

	private record Avro(AvroSchemas schemas) implements Format {

		@Override
		public ValueReader values(RowMapping mapping) {
			return new AvroValueReader(mapping, this.schemas);
		}

		@Override
		public KeyReader keys(RowMapping mapping) {
			return new AvroKeyReader(mapping, this.schemas);
		}

	}

	private record Protobuf(ProtobufSchemas schemas) implements Format {

		@Override
		public ValueReader values(RowMapping mapping) {
			return new ProtobufValueReader(mapping, this.schemas);
		}

		@Override
		public KeyReader keys(RowMapping mapping) {
			return new ProtobufKeyReader(mapping, this.schemas);
		}

	}

	private record Whole(boolean text) implements Format {

		@Override
		public ValueReader values(RowMapping mapping) {
			return new WholeReader(mapping, this.text);
		}

		@Override
		public KeyReader keys(RowMapping mapping) {
			return new WholeReader(mapping, this.text);
		}

	}

}

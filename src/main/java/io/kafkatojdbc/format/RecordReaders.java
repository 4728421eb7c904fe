package io.kafkatojdbc.format;

import java.util.List;
import java.util.Objects;

import io.kafkatojdbc.avro.AvroKeyReader;
import io.kafkatojdbc.avro.AvroSchemas;
import io.kafkatojdbc.avro.AvroValueReader;
import io.kafkatojdbc.avro.FileSchema;
import io.kafkatojdbc.avro.RegistrySchemas;
import io.kafkatojdbc.json.JsonKeyReader;
import io.kafkatojdbc.json.JsonValueReader;
import io.kafkatojdbc.pipeline.Pipeline;
import io.kafkatojdbc.pipeline.RecordFormat;
import io.kafkatojdbc.record.Column;
import io.kafkatojdbc.record.DeclaredColumns;
import io.kafkatojdbc.record.KeyReader;
import io.kafkatojdbc.record.RecordReader;
import io.kafkatojdbc.record.RowMapping;
import io.kafkatojdbc.record.ValueReader;
import io.kafkatojdbc.registry.SchemaFrame;
import io.kafkatojdbc.registry.SchemaRegistry;
import io.kafkatojdbc.start.StartException;
import org.jspecify.annotations.Nullable;

import org.springframework.stereotype.Component;

/** Creates readers for the format of the pipeline's records. */
@Component
public class RecordReaders {

	private final SchemaRegistry registry;

	private final DeclaredColumns declared;

	private final String keyColumn;

	private final Format values;

	private final Format keys;

	RecordReaders(Pipeline pipeline, SchemaRegistry registry) {
		this.registry = registry;
		this.declared = new DeclaredColumns(pipeline.columns());
		this.keyColumn = pipeline.keyColumn();
		this.values = format("ingest.record.value-format", pipeline.record().valueFormat(), "ingest.record.schema",
				pipeline.record().schema(), SchemaFrame.VALUE);
		this.keys = format("ingest.record.key-format", pipeline.record().keyFormat(), "ingest.record.key-schema",
				pipeline.record().keySchema(), SchemaFrame.KEY);
	}

	/**
	 * Returns a format, whose schemas are read if a setting has them.
	 * @throws StartException if the format needs schemas, and nothing says where they are
	 */
	private Format format(String setting, RecordFormat format, String schemaSetting, @Nullable String schema,
			SchemaFrame frame) {
		if (format == RecordFormat.AVRO) {
			return new Format(format, avro(setting, schemaSetting, schema, frame));
		}
		if (schema != null) {
			throw new StartException("'%s' is set, but '%s' is %s.".formatted(schemaSetting, setting, format),
					"Remove '%s', or set '%s' to avro.".formatted(schemaSetting, setting));
		}
		return new Format(format, null);
	}

	private AvroSchemas avro(String setting, String schemaSetting, @Nullable String schema, SchemaFrame frame) {
		if (schema != null) {
			return new FileSchema(schemaSetting, schema);
		}
		this.registry.requireFor(setting + "=avro");
		return new RegistrySchemas(this.registry, frame);
	}

	/**
	 * Creates a reader.
	 * @param columns the columns that take values
	 * @return a reader that writes values for these columns, which it names by their
	 * positions in the list
	 */
	public RecordReader reader(List<Column> columns) {
		RowMapping mapping = new RowMapping(columns, this.declared, this.keyColumn);
		return new FormatReader(mapping, values(mapping), keys(mapping));
	}

	private ValueReader values(RowMapping mapping) {
		return switch (this.values.format()) {
			case JSON -> new JsonValueReader(mapping);
			case AVRO -> new AvroValueReader(mapping, this.values.requiredSchemas());
			case TEXT -> new WholeReader(mapping, true);
			case BYTES -> new WholeReader(mapping, false);
		};
	}

	private KeyReader keys(RowMapping mapping) {
		return switch (this.keys.format()) {
			case JSON -> new JsonKeyReader(mapping);
			case AVRO -> new AvroKeyReader(mapping, this.keys.requiredSchemas());
			case TEXT -> new WholeReader(mapping, true);
			case BYTES -> new WholeReader(mapping, false);
		};
	}

	/**
	 * A format.
	 *
	 * @param format its name
	 * @param schemas the schemas of Avro, or {@code null} for other formats
	 */
	private record Format(RecordFormat format, @Nullable AvroSchemas schemas) {

		AvroSchemas requiredSchemas() {
			return Objects.requireNonNull(this.schemas);
		}

	}

}

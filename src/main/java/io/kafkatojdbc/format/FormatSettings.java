package io.kafkatojdbc.format;

import io.kafkatojdbc.pipeline.RecordFormat;
import io.kafkatojdbc.pipeline.RecordSettings;
import io.kafkatojdbc.registry.SchemaFrame;
import io.kafkatojdbc.start.StartException;
import org.jspecify.annotations.Nullable;

/**
 * What the user declares about the format of values, or of keys.
 *
 * @param setting the name of the setting that declares the format
 * @param format the format
 * @param schemaSetting the name of the setting that names a file with the schema
 * @param schema the file with the schema, if schemas are in no registry
 * @param messageSetting the name of the setting that names a message of the file
 * @param message the message of the file with the schema
 * @param frame where records have the ids of their schemas
 */
record FormatSettings(String setting, RecordFormat format, String schemaSetting, @Nullable String schema,
		String messageSetting, @Nullable String message, SchemaFrame frame) {

	static FormatSettings ofValues(RecordSettings settings) {
		return new FormatSettings("ingest.record.value-format", settings.valueFormat(), "ingest.record.schema",
				settings.schema(), "ingest.record.message", settings.message(), SchemaFrame.VALUE);
	}

	static FormatSettings ofKeys(RecordSettings settings) {
		return new FormatSettings("ingest.record.key-format", settings.keyFormat(), "ingest.record.key-schema",
				settings.keySchema(), "ingest.record.key-message", settings.keyMessage(), SchemaFrame.KEY);
	}

	/**
	 * Refuses settings without effect.
	 * @throws StartException if a schema is set and the format has none, or a message and
	 * no schema that has messages
	 */
	void requireUsed() {
		boolean file = this.format == RecordFormat.AVRO || this.format == RecordFormat.PROTOBUF;
		if (this.schema != null && !file) {
			throw unused(this.schemaSetting, "avro or protobuf");
		}
		if (this.message != null && this.format != RecordFormat.PROTOBUF) {
			throw unused(this.messageSetting, "protobuf");
		}
		if (this.message != null && this.schema == null) {
			throw new StartException("'%s' is set, but '%s' is not.".formatted(this.messageSetting, this.schemaSetting),
					"Remove '%s', or name the file with the message.".formatted(this.messageSetting));
		}
	}

	private StartException unused(String name, String formats) {
		return new StartException("'%s' is set, but '%s' is %s.".formatted(name, this.setting, this.format),
				"Remove '%s', or set '%s' to %s.".formatted(name, this.setting, formats));
	}

}

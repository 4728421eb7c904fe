package io.kafkatojdbc.format;

import java.util.List;
import java.util.Map;

import io.kafkatojdbc.json.JsonKeyReader;
import io.kafkatojdbc.json.JsonValueReader;
import io.kafkatojdbc.pipeline.ColumnSettings;
import io.kafkatojdbc.record.Column;
import io.kafkatojdbc.record.DeclaredColumns;
import io.kafkatojdbc.record.RecordReader;
import io.kafkatojdbc.record.RecordShape;
import io.kafkatojdbc.record.RowMapping;
import io.kafkatojdbc.registry.SchemaRegistry;

/** Readers to test what comes after them with. */
public final class JsonReaders {

	private JsonReaders() {
	}

	/**
	 * Creates a reader for JSON.
	 * @param columns the columns that take values
	 * @param keyColumn the column that takes the key of a record without a value
	 * @return the reader
	 */
	public static RecordReader reader(List<Column> columns, String keyColumn) {
		return reader(columns, keyColumn, Map.of());
	}

	/**
	 * Creates a reader for JSON.
	 * @param columns the columns that take values
	 * @param keyColumn the column that takes the key of a record without a value
	 * @param settings what is declared about columns
	 * @return the reader
	 */
	public static RecordReader reader(List<Column> columns, String keyColumn, Map<String, ColumnSettings> settings) {
		RowMapping mapping = new RowMapping(columns, new DeclaredColumns(settings), keyColumn, RecordShape.ROW);
		return new FormatReader(mapping, new JsonValueReader(mapping), new JsonKeyReader(mapping), new LastDeletes());
	}

	/**
	 * Creates a reader for JSON behind the id of a JSON Schema.
	 * @param columns the columns that take values
	 * @param registry the registry with the schemas
	 * @return the reader
	 */
	public static RecordReader ofJsonSchema(List<Column> columns, SchemaRegistry registry) {
		RowMapping mapping = new RowMapping(columns, DeclaredColumns.NONE, "id", RecordShape.ROW);
		return new FormatReader(mapping, new JsonSchemaValueReader(mapping, registry), new JsonSchemaKeyReader(mapping),
				new LastDeletes());
	}

}

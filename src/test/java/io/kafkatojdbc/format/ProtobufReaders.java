package io.kafkatojdbc.format;

import java.util.List;
import java.util.Map;

import io.kafkatojdbc.pipeline.ColumnSettings;
import io.kafkatojdbc.protobuf.ProtobufKeyReader;
import io.kafkatojdbc.protobuf.ProtobufSchemas;
import io.kafkatojdbc.protobuf.ProtobufValueReader;
import io.kafkatojdbc.record.Column;
import io.kafkatojdbc.record.DeclaredColumns;
import io.kafkatojdbc.record.RecordReader;
import io.kafkatojdbc.record.RecordShape;
import io.kafkatojdbc.record.RowMapping;

/** Readers of Protobuf to test with. */
public final class ProtobufReaders {

	private ProtobufReaders() {
	}

	/**
	 * Creates a reader for values and keys that are Protobuf.
	 * @param columns the columns that take values
	 * @param settings what is declared about columns
	 * @param schemas the schemas of the records
	 * @return the reader
	 */
	public static RecordReader reader(List<Column> columns, Map<String, ColumnSettings> settings,
			ProtobufSchemas schemas) {
		RowMapping mapping = new RowMapping(columns, new DeclaredColumns(settings), "id", RecordShape.ROW);
		return new FormatReader(mapping, new ProtobufValueReader(mapping, schemas),
				new ProtobufKeyReader(mapping, schemas), new LastDeletes());
	}

}

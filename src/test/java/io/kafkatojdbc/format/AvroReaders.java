package io.kafkatojdbc.format;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.kafkatojdbc.avro.AvroKeyReader;
import io.kafkatojdbc.avro.AvroSchemas;
import io.kafkatojdbc.avro.AvroValueReader;
import io.kafkatojdbc.pipeline.ColumnSettings;
import io.kafkatojdbc.record.Column;
import io.kafkatojdbc.record.DeclaredColumns;
import io.kafkatojdbc.record.RecordReader;
import io.kafkatojdbc.record.RecordShape;
import io.kafkatojdbc.record.RowMapping;
import org.apache.avro.Schema;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Readers of Avro to test with. */
public final class AvroReaders {

	private AvroReaders() {
	}

	/**
	 * Creates a reader for values and keys of Avro.
	 * @param columns the columns that take values
	 * @param from where the values of columns stand, by the names of the columns
	 * @param schemas the schemas, by the first byte of what they have written
	 * @return the reader
	 */
	public static RecordReader reader(List<Column> columns, Map<String, String> from, Map<Byte, Schema> schemas) {
		Map<String, ColumnSettings> settings = new HashMap<>();
		from.forEach((column, path) -> settings.put(column, new ColumnSettings(path, null, null, null, null)));
		RowMapping mapping = new RowMapping(columns, new DeclaredColumns(settings), "id", RecordShape.ROW);
		AvroSchemas numbered = new NumberedSchemas(schemas);
		return new FormatReader(mapping, new AvroValueReader(mapping, numbered), new AvroKeyReader(mapping, numbered),
				new LastDeletes());
	}

	/** Schemas whose number stands before the data. */
	private record NumberedSchemas(Map<Byte, Schema> schemas) implements AvroSchemas {

		@Override
		public Place find(ConsumerRecord<?, ?> kafkaRecord, byte[] bytes) {
			return new Place(bytes[0], 1);
		}

		@Override
		public Schema schema(Object id) {
			return Objects.requireNonNull(this.schemas.get((Byte) id));
		}

	}

}

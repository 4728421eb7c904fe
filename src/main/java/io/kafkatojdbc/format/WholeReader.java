package io.kafkatojdbc.format;

import java.util.List;

import io.kafkatojdbc.record.Column.Kind;
import io.kafkatojdbc.record.ColumnWriter;
import io.kafkatojdbc.record.KeyReader;
import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.record.RowMapping;
import io.kafkatojdbc.record.RowStart;
import io.kafkatojdbc.record.RowWriter;
import io.kafkatojdbc.record.UnreadableRecordException;
import io.kafkatojdbc.record.Utf8;
import io.kafkatojdbc.record.ValueReader;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Reads values and keys that are text or bytes without parts. */
final class WholeReader implements ValueReader, KeyReader {

	private final RowMapping mapping;

	private final List<ColumnWriter> value;

	private final boolean needsField;

	private final boolean text;

	/**
	 * Creates a reader.
	 * @param mapping which column takes which part of a record
	 * @param text whether the values or keys are text
	 */
	WholeReader(RowMapping mapping, boolean text) {
		this.mapping = mapping;
		this.value = mapping.value(List.of()).columns();
		this.needsField = mapping.needsField();
		this.text = text;
	}

	@Override
	public int read(ConsumerRecord<byte[], byte[]> kafkaRecord, RowWriter row, RowStart start)
			throws UnreadableRecordException {
		start.begin(row);
		if (this.needsField) {
			throw new UnreadableRecordException(RejectionCode.NO_KNOWN_FIELD,
					"%s has no fields; name the column that takes it with ingest.columns.<column>.from=value"
						.formatted(this.text ? "text" : "a value of bytes"));
		}
		write(kafkaRecord.value(), this.value, row);
		row.end();
		return 0;
	}

	@Override
	public void readParts(ConsumerRecord<?, ?> kafkaRecord, byte[] key, RowWriter row)
			throws UnreadableRecordException {
		if (this.mapping.key().hasFields() || this.mapping.key().hasElements()) {
			throw UnreadableRecordException.wrongValue("its path leads into a key that has no parts")
				.in(this.mapping.key().firstColumn().column());
		}
		write(key, this.mapping.wholeKey(), row);
	}

	@Override
	public int readTombstone(ConsumerRecord<?, ?> kafkaRecord, byte[] key, RowWriter row)
			throws UnreadableRecordException {
		write(key, this.mapping.keyColumn(), row);
		return 0;
	}

	private void write(byte[] bytes, List<ColumnWriter> columns, RowWriter row) throws UnreadableRecordException {
		for (ColumnWriter each : columns) {
			row.column(each.position());
			try {
				write(bytes, each, row);
			}
			catch (UnreadableRecordException ex) {
				throw ex.in(each.column());
			}
		}
	}

	private void write(byte[] bytes, ColumnWriter column, RowWriter row) throws UnreadableRecordException {
		if (!this.text || column.column().kind() == Kind.BYTES) {
			column.bytes(bytes, row);
		}
		else {
			Utf8.check(bytes);
			column.text(Utf8.decode(bytes).orElseThrow(), row);
		}
	}

	@Override
	public void end() {
		// It holds nothing.
	}

}

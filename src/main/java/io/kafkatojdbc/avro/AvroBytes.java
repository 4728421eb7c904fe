package io.kafkatojdbc.avro;

import java.util.UUID;

import io.kafkatojdbc.record.Column.Kind;
import io.kafkatojdbc.record.ColumnWriter;
import io.kafkatojdbc.record.SemanticType;
import io.kafkatojdbc.record.UnreadableRecordException;
import org.jspecify.annotations.Nullable;

/** Reads values that are bytes. */
final class AvroBytes {

	private AvroBytes() {
	}

	/** Bytes, of a length of their own or of a fixed one. */
	static class BytesValue extends AvroValue {

		private final @Nullable Integer size;

		private final @Nullable SemanticType type;

		BytesValue(@Nullable Integer size, @Nullable SemanticType type) {
			this.size = size;
			this.type = type;
		}

		@Override
		void writeElement(AvroRun run, ColumnWriter column) throws UnreadableRecordException {
			byte[] value = run.input().bytes(size(run));
			if (this.type != null) {
				this.type.bytes(value, column, run.row());
			}
			else {
				column.bytes(value, run.row());
			}
		}

		@Override
		final void skip(AvroRun run) throws UnreadableRecordException {
			run.input().skip(size(run));
		}

		private int size(AvroRun run) throws UnreadableRecordException {
			return (this.size != null) ? this.size : run.input().length();
		}

	}

	/** A UUID in 16 bytes. */
	static final class UuidValue extends BytesValue {

		UuidValue() {
			super(2 * Long.BYTES, null);
		}

		@Override
		void writeElement(AvroRun run, ColumnWriter column) throws UnreadableRecordException {
			if (column.column().kind() == Kind.BYTES) {
				super.writeElement(run, column);
				return;
			}
			long high = Long.reverseBytes(run.input().littleEndian(Long.BYTES));
			long low = Long.reverseBytes(run.input().littleEndian(Long.BYTES));
			column.text(new UUID(high, low).toString(), run.row());
		}

	}

	/** A duration of months, days and milliseconds. */
	static final class DurationValue extends BytesValue {

		DurationValue() {
			super(3 * Integer.BYTES, null);
		}

		@Override
		void writeElement(AvroRun run, ColumnWriter column) throws UnreadableRecordException {
			if (column.column().kind() == Kind.BYTES) {
				super.writeElement(run, column);
				return;
			}
			long months = run.input().littleEndian(Integer.BYTES);
			long days = run.input().littleEndian(Integer.BYTES);
			column.interval(months, days, 1_000 * run.input().littleEndian(Integer.BYTES), run.row());
		}

	}

	/** Debezium's record of a scale and an unscaled value. */
	static final class DecimalValue extends AvroValue {

		private final boolean scaleFirst;

		DecimalValue(boolean scaleFirst) {
			this.scaleFirst = scaleFirst;
		}

		@Override
		void writeElement(AvroRun run, ColumnWriter column) throws UnreadableRecordException {
			AvroInput input = run.input();
			int before = this.scaleFirst ? input.intNumber() : 0;
			byte[] unscaled = input.bytes(input.length());
			SemanticType.decimal(unscaled, this.scaleFirst ? before : input.intNumber(), column, run.row());
		}

		@Override
		void skip(AvroRun run) throws UnreadableRecordException {
			if (this.scaleFirst) {
				run.input().intNumber();
			}
			run.input().skip(run.input().length());
			if (!this.scaleFirst) {
				run.input().intNumber();
			}
		}

	}

}

package io.kafkatojdbc.avro;

import java.util.List;

import io.kafkatojdbc.record.Column.Kind;
import io.kafkatojdbc.record.ColumnWriter;
import io.kafkatojdbc.record.SemanticType;
import io.kafkatojdbc.record.UnreadableRecordException;
import org.jspecify.annotations.Nullable;

/** Reads values without parts. */
final class AvroScalars {

	private AvroScalars() {
	}

	/** A null, which is SQL's NULL. */
	static final class NullValue extends AvroValue {

		@Override
		void write(AvroRun run, ColumnWriter column) {
			run.row().nothing();
		}

		@Override
		void writeElement(AvroRun run, ColumnWriter column) {
			run.row().nothing();
		}

		@Override
		void skip(AvroRun run) {
			// It has no bytes.
		}

	}

	/** A truth value. */
	static final class TruthValue extends AvroValue {

		@Override
		void writeElement(AvroRun run, ColumnWriter column) throws UnreadableRecordException {
			column.bool(run.input().truth(), run.row());
		}

		@Override
		void skip(AvroRun run) throws UnreadableRecordException {
			run.input().truth();
		}

	}

	/** An int or a long. */
	static final class WholeValue extends AvroValue {

		private final boolean isInt;

		private final @Nullable SemanticType type;

		WholeValue(boolean isInt, @Nullable SemanticType type) {
			this.isInt = isInt;
			this.type = type;
		}

		@Override
		void writeElement(AvroRun run, ColumnWriter column) throws UnreadableRecordException {
			long value = read(run);
			if (this.type != null) {
				this.type.whole(value, column, run.row());
			}
			else {
				column.whole(value, run.row());
			}
		}

		@Override
		void skip(AvroRun run) throws UnreadableRecordException {
			read(run);
		}

		private long read(AvroRun run) throws UnreadableRecordException {
			return this.isInt ? run.input().intNumber() : run.input().number();
		}

	}

	/** A float. */
	static final class FloatValue extends AvroValue {

		@Override
		void writeElement(AvroRun run, ColumnWriter column) throws UnreadableRecordException {
			float value = run.input().floatNumber();
			// As text, a float has few digits: 0.1 and not 0.10000000149011612.
			boolean exact = column.column().kind() == Kind.FLOAT;
			column.floating(exact ? value : Double.parseDouble(Float.toString(value)), run.row());
		}

		@Override
		void skip(AvroRun run) throws UnreadableRecordException {
			run.input().skip(Float.BYTES);
		}

	}

	/** A double. */
	static final class DoubleValue extends AvroValue {

		@Override
		void writeElement(AvroRun run, ColumnWriter column) throws UnreadableRecordException {
			column.floating(run.input().doubleNumber(), run.row());
		}

		@Override
		void skip(AvroRun run) throws UnreadableRecordException {
			run.input().skip(Double.BYTES);
		}

	}

	/** A string. */
	static final class TextValue extends AvroValue {

		private final @Nullable SemanticType type;

		TextValue(@Nullable SemanticType type) {
			this.type = type;
		}

		@Override
		void write(AvroRun run, ColumnWriter column) throws UnreadableRecordException {
			if (column.column().array() && !column.column().kind().isTime()) {
				// PostgreSQL reads an array from text.
				int length = run.input().text();
				run.row().text(run.input().chars(), 0, length);
			}
			else {
				super.write(run, column);
			}
		}

		@Override
		void writeElement(AvroRun run, ColumnWriter column) throws UnreadableRecordException {
			int length = run.input().text();
			if (this.type != null) {
				this.type.text(run.input().chars(), 0, length, column, run.row());
			}
			else {
				column.text(run.input().chars(), 0, length, run.row());
			}
		}

		@Override
		void skip(AvroRun run) throws UnreadableRecordException {
			run.input().skip(run.input().length());
		}

	}

	/** A symbol of an enum. */
	static final class SymbolValue extends AvroValue {

		private final List<char[]> symbols;

		SymbolValue(List<String> symbols) {
			this.symbols = symbols.stream().map(String::toCharArray).toList();
		}

		@Override
		void writeElement(AvroRun run, ColumnWriter column) throws UnreadableRecordException {
			char[] symbol = this.symbols.get(index(run));
			column.text(symbol, 0, symbol.length, run.row());
		}

		@Override
		void skip(AvroRun run) throws UnreadableRecordException {
			index(run);
		}

		private int index(AvroRun run) throws UnreadableRecordException {
			return run.input().index(this.symbols.size(), "an enum's symbol");
		}

	}

}

package io.kafkatojdbc.avro;

import java.util.List;

import io.kafkatojdbc.record.Column.Kind;
import io.kafkatojdbc.record.ColumnWriter;
import io.kafkatojdbc.record.JsonBuffer;
import io.kafkatojdbc.record.UnreadableRecordException;

/** Reads values with parts. */
final class AvroStructures {

	private AvroStructures() {
	}

	/** An array, for a column of arrays or as JSON. */
	static final class ArrayValue extends AvroValue {

		private final AvroValue element;

		ArrayValue(AvroValue element) {
			this.element = element;
		}

		@Override
		void write(AvroRun run, ColumnWriter column) throws UnreadableRecordException {
			if (column.column().array()) {
				writeArray(run, column);
			}
			else {
				writeJson(run, column);
			}
		}

		@Override
		void writeElement(AvroRun run, ColumnWriter column) throws UnreadableRecordException {
			if (column.column().array() && column.column().kind() != Kind.JSON) {
				writeArray(run, column);
			}
			else {
				writeJson(run, column);
			}
		}

		private void writeArray(AvroRun run, ColumnWriter column) throws UnreadableRecordException {
			run.enter();
			run.row().beginArray();
			for (long left = run.input().block(); left > 0; left = run.input().block()) {
				for (; left > 0; left--) {
					this.element.writeElement(run, column);
				}
			}
			run.row().endArray();
			run.leave();
		}

		@Override
		void render(AvroRun run) throws UnreadableRecordException {
			run.enter();
			run.json().beginArray();
			for (long left = run.input().block(); left > 0; left = run.input().block()) {
				for (; left > 0; left--) {
					run.json().separate();
					this.element.render(run);
				}
			}
			run.json().endArray();
			run.leave();
		}

		@Override
		void skip(AvroRun run) throws UnreadableRecordException {
			run.enter();
			for (long left = run.input().block(); left > 0; left = run.input().block()) {
				for (; left > 0; left--) {
					this.element.skip(run);
				}
			}
			run.leave();
		}

	}

	/** A map, as JSON. */
	static final class MapValue extends AvroValue {

		private final AvroValue value;

		MapValue(AvroValue value) {
			this.value = value;
		}

		@Override
		void writeElement(AvroRun run, ColumnWriter column) throws UnreadableRecordException {
			writeJson(run, column);
		}

		@Override
		void render(AvroRun run) throws UnreadableRecordException {
			JsonBuffer json = run.json();
			run.enter();
			json.add('{');
			for (long left = run.input().block(); left > 0; left = run.input().block()) {
				for (; left > 0; left--) {
					json.separate();
					int length = run.input().text();
					json.text(run.input().chars(), 0, length);
					json.add(':');
					this.value.render(run);
				}
			}
			json.add('}');
			run.leave();
		}

		@Override
		void skip(AvroRun run) throws UnreadableRecordException {
			run.enter();
			for (long left = run.input().block(); left > 0; left = run.input().block()) {
				for (; left > 0; left--) {
					run.input().skip(run.input().length());
					this.value.skip(run);
				}
			}
			run.leave();
		}

	}

	/** A record, as JSON. */
	static final class RecordValue extends AvroValue {

		private List<Part> fields = List.of();

		/** Sets the fields, which may contain the record itself. */
		void setFields(List<Part> fields) {
			this.fields = fields;
		}

		@Override
		void writeElement(AvroRun run, ColumnWriter column) throws UnreadableRecordException {
			writeJson(run, column);
		}

		@Override
		void render(AvroRun run) throws UnreadableRecordException {
			run.enter();
			run.json().add('{');
			for (Part each : this.fields) {
				run.json().separate();
				run.json().add(each.name);
				run.json().add(':');
				each.value.render(run);
			}
			run.json().add('}');
			run.leave();
		}

		@Override
		void skip(AvroRun run) throws UnreadableRecordException {
			run.enter();
			for (Part each : this.fields) {
				each.value.skip(run);
			}
			run.leave();
		}

	}

	/** A value of one of several schemas. */
	static final class UnionValue extends AvroValue {

		private final List<AvroValue> branches;

		UnionValue(List<AvroValue> branches) {
			this.branches = branches;
		}

		@Override
		void write(AvroRun run, ColumnWriter column) throws UnreadableRecordException {
			branch(run).write(run, column);
		}

		@Override
		void writeElement(AvroRun run, ColumnWriter column) throws UnreadableRecordException {
			branch(run).writeElement(run, column);
		}

		@Override
		void render(AvroRun run) throws UnreadableRecordException {
			branch(run).render(run);
		}

		@Override
		void skip(AvroRun run) throws UnreadableRecordException {
			branch(run).skip(run);
		}

		private AvroValue branch(AvroRun run) throws UnreadableRecordException {
			return this.branches.get(run.input().index(this.branches.size(), "a union's schema"));
		}

	}

	/** A field of a record. */
	static final class Part {

		private final byte[] name;

		private final AvroValue value;

		/**
		 * Creates a field.
		 * @param name its name
		 * @param value reads its values
		 */
		Part(String name, AvroValue value) {
			this.name = JsonBuffer.quote(name);
			this.value = value;
		}

	}

}

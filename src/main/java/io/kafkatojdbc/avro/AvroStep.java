package io.kafkatojdbc.avro;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.kafkatojdbc.record.ColumnWriter;
import io.kafkatojdbc.record.RecordField;
import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.record.UnreadableRecordException;
import org.jspecify.annotations.Nullable;

/** Reads one value, and writes what columns take of it. */
@FunctionalInterface
interface AvroStep {

	/** Reads the value to its end. */
	void read(AvroRun run) throws UnreadableRecordException;

	/** Writes a value into a column. */
	record IntoColumn(AvroValue value, ColumnWriter column) implements AvroStep {

		@Override
		public void read(AvroRun run) throws UnreadableRecordException {
			run.known();
			run.row().column(this.column.position());
			try {
				this.value.write(run, this.column);
			}
			catch (UnreadableRecordException ex) {
				throw (ex.code() == RejectionCode.NOT_AVRO) ? ex : ex.in(this.column.column());
			}
		}

	}

	/** Reads the same value several times. */
	record Several(List<AvroStep> steps) implements AvroStep {

		@Override
		public void read(AvroRun run) throws UnreadableRecordException {
			int from = run.input().position();
			for (AvroStep each : this.steps) {
				run.input().reset(from);
				each.read(run);
			}
		}

	}

	/** Reads one part after the other. */
	record InOrder(List<AvroStep> steps) implements AvroStep {

		@Override
		public void read(AvroRun run) throws UnreadableRecordException {
			for (AvroStep each : this.steps) {
				each.read(run);
			}
		}

	}

	/** Reads a value of one of several schemas. */
	record OneOf(List<AvroStep> branches) implements AvroStep {

		@Override
		public void read(AvroRun run) throws UnreadableRecordException {
			this.branches.get(run.input().index(this.branches.size(), "a union's schema")).read(run);
		}

	}

	/** Reads a map, of whose keys columns take the values. */
	final class Entries implements AvroStep {

		private final RecordField place;

		private final AvroValue value;

		private final Function<RecordField, AvroStep> compiler;

		private final IdentityHashMap<RecordField, AvroStep> steps = new IdentityHashMap<>();

		Entries(RecordField place, AvroValue value, Function<RecordField, AvroStep> compiler) {
			this.place = place;
			this.value = value;
			this.compiler = compiler;
		}

		@Override
		public void read(AvroRun run) throws UnreadableRecordException {
			for (long left = run.input().block(); left > 0; left = run.input().block()) {
				for (; left > 0; left--) {
					int length = run.input().text();
					readEntry(new String(run.input().chars(), 0, length), run);
				}
			}
		}

		private void readEntry(String name, AvroRun run) throws UnreadableRecordException {
			RecordField field = this.place.field(name);
			if (field != null) {
				this.steps.computeIfAbsent(field, this.compiler).read(run);
				return;
			}
			if (this.place.isRow()) {
				run.ignored();
			}
			this.value.skip(run);
		}

	}

	/** Reads an array, of which columns take elements. */
	final class Elements implements AvroStep {

		private final RecordField place;

		private final AvroValue element;

		private final Function<RecordField, AvroStep> compiler;

		private final Map<Integer, AvroStep> steps = new HashMap<>();

		Elements(RecordField place, AvroValue element, Function<RecordField, AvroStep> compiler) {
			this.place = place;
			this.element = element;
			this.compiler = compiler;
		}

		@Override
		public void read(AvroRun run) throws UnreadableRecordException {
			int index = 0;
			for (long left = run.input().block(); left > 0; left = run.input().block()) {
				for (; left > 0; left--) {
					readElement(index++, run);
				}
			}
		}

		private void readElement(int index, AvroRun run) throws UnreadableRecordException {
			RecordField field = this.place.element(index);
			if (field != null) {
				step(index, field).read(run);
			}
			else {
				this.element.skip(run);
			}
		}

		private AvroStep step(int index, RecordField field) {
			@Nullable AvroStep step = this.steps.get(index);
			if (step == null) {
				step = this.compiler.apply(field);
				this.steps.put(index, step);
			}
			return step;
		}

	}

}

package io.kafkatojdbc.avro;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

import io.kafkatojdbc.record.Column.Kind;
import io.kafkatojdbc.record.ColumnWriter;
import io.kafkatojdbc.record.RecordField;
import io.kafkatojdbc.record.UnreadableRecordException;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What to do with each part of the values of a schema, worked out once. The parts come in
 * the order of the schema that wrote them.
 */
final class AvroPlan {

	private final AvroValues values = new AvroValues();

	private final Schema schema;

	private final AvroStep step;

	private AvroPlan(Schema schema, RecordField place, List<ColumnWriter> whole) {
		this.schema = schema;
		List<AvroStep> steps = new ArrayList<>();
		whole.forEach((each) -> steps.add(wholeInto(each)));
		if (hasParts(place)) {
			steps.add(partsOnly(schema, place));
		}
		this.step = severalOf(schema, steps);
	}

	private AvroPlan(Schema schema, List<ColumnWriter> columns) {
		this.schema = schema;
		List<AvroStep> steps = new ArrayList<>();
		columns.forEach((each) -> steps.add(new AvroStep.IntoColumn(this.values.of(schema), each)));
		this.step = severalOf(schema, steps);
	}

	/**
	 * Returns the plan for values of a schema.
	 * @param schema the schema that wrote them
	 * @param place the place of the value in the structure of a record
	 * @param whole the columns that take a value as it is, with what is before its data
	 * if they take bytes
	 */
	static AvroPlan of(Schema schema, RecordField place, List<ColumnWriter> whole) {
		return new AvroPlan(schema, place, whole);
	}

	/** Returns the plan for values without parts that go into columns. */
	static AvroPlan of(Schema schema, List<ColumnWriter> columns) {
		return new AvroPlan(schema, columns);
	}

	private AvroStep partsOnly(Schema of, RecordField place) {
		if (of.getType() == Schema.Type.UNION) {
			return new AvroStep.OneOf(of.getTypes().stream().map((each) -> partsOnly(each, place)).toList());
		}
		AvroStep parts = parts(of, place);
		return (parts != null) ? parts : this.values.of(of)::skip;
	}

	/** Returns the names of the fields that a value has. */
	Set<String> fields() {
		return (this.schema.getType() == Schema.Type.RECORD)
				? this.schema.getFields().stream().map(Schema.Field::name).collect(Collectors.toSet()) : Set.of();
	}

	void read(AvroRun run) throws UnreadableRecordException {
		this.step.read(run);
		run.requireEnd();
	}

	private AvroStep step(Schema of, @Nullable RecordField place) {
		if (place == null) {
			return this.values.of(of)::skip;
		}
		if (of.getType() == Schema.Type.UNION) {
			return new AvroStep.OneOf(of.getTypes().stream().map((each) -> step(each, place)).toList());
		}
		List<AvroStep> steps = new ArrayList<>();
		place.columns().forEach((each) -> steps.add(new AvroStep.IntoColumn(this.values.of(of), each)));
		AvroStep parts = parts(of, place);
		if (parts != null) {
			steps.add(parts);
		}
		return severalOf(of, steps);
	}

	private AvroStep severalOf(Schema of, List<AvroStep> steps) {
		return switch (steps.size()) {
			case 0 -> this.values.of(of)::skip;
			case 1 -> steps.get(0);
			default -> new AvroStep.Several(steps);
		};
	}

	/** Returns the step that reads the parts of which columns take something. */
	private @Nullable AvroStep parts(Schema of, RecordField place) {
		if (of.getType() == Schema.Type.NULL || !hasParts(place)) {
			return null;
		}
		if (of.getType() == Schema.Type.ARRAY && place.hasElements()) {
			Schema element = of.getElementType();
			return new AvroStep.Elements(place, this.values.of(element), (each) -> step(element, each));
		}
		if (!place.hasFields()) {
			return noWay(place);
		}
		return switch (of.getType()) {
			case RECORD -> fields(of, place);
			case MAP -> entries(of.getValueType(), place);
			default -> place.isRow() ? noRow(of) : noWay(place);
		};
	}

	private static boolean hasParts(RecordField place) {
		return place.hasFields() || place.hasElements();
	}

	private AvroStep entries(Schema value, RecordField place) {
		return new AvroStep.Entries(place, this.values.of(value), (each) -> step(value, each));
	}

	private AvroStep fields(Schema of, RecordField place) {
		List<AvroStep> steps = new ArrayList<>();
		Set<RecordField> byName = Collections.newSetFromMap(new IdentityHashMap<>());
		of.getFields().forEach((each) -> {
			RecordField field = place.field(each.name());
			if (field != null) {
				byName.add(field);
			}
		});
		for (Schema.Field each : of.getFields()) {
			RecordField field = field(each, place, byName);
			AvroStep step = step(each.schema(), field);
			steps.add((field == null && place.isRow()) ? ignored(step) : step);
		}
		return new AvroStep.InOrder(steps);
	}

	/** An alias counts if neither the field's own name nor another field is for it. */
	private static @Nullable RecordField field(Schema.Field field, RecordField place, Set<RecordField> byName) {
		RecordField named = place.field(field.name());
		if (named != null) {
			return named;
		}
		for (String alias : field.aliases()) {
			RecordField found = place.field(alias);
			if (found != null && byName.add(found)) {
				return found;
			}
		}
		return null;
	}

	private static AvroStep ignored(AvroStep step) {
		return (run) -> {
			run.ignored();
			step.read(run);
		};
	}

	private AvroStep noRow(Schema of) {
		AvroValue value = this.values.of(of);
		return (run) -> {
			run.noRow(of.getType().name().toLowerCase(Locale.ROOT));
			value.skip(run);
		};
	}

	private static AvroStep noWay(RecordField place) {
		return (run) -> {
			throw UnreadableRecordException
				.wrongValue(
						"its path leads into a value that is no %s".formatted(place.hasFields() ? "record" : "array"))
				.in(place.firstColumn().column());
		};
	}

	/** A column of bytes takes the whole as it is in the topic, unless it is bytes. */
	private AvroStep wholeInto(ColumnWriter column) {
		AvroValue value = this.values.of(this.schema);
		boolean bytes = this.schema.getType() == Schema.Type.BYTES || this.schema.getType() == Schema.Type.FIXED;
		if (column.column().kind() != Kind.BYTES || column.column().array() || bytes) {
			return new AvroStep.IntoColumn(value, column);
		}
		return (run) -> {
			run.row().column(column.position());
			column.bytes(run.whole(), run.row());
			value.skip(run);
		};
	}

}

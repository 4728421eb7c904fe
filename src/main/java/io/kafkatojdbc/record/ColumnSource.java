package io.kafkatojdbc.record;

import java.util.List;

import io.kafkatojdbc.pipeline.Envelope;
import org.jspecify.annotations.Nullable;

/**
 * Where the value of a column stands in a record.
 *
 * @param origin the part of the record
 * @param path the way to the value in that part; empty for the whole part
 * @param header the name of the header, if the part is a header
 */
record ColumnSource(Origin origin, FieldPath path, @Nullable String header) {

	private static final FieldPath WHOLE = new FieldPath(List.of());

	/**
	 * Parses the setting {@code from} of a column.
	 * @throws IllegalArgumentException if the text names no place in a record
	 */
	static ColumnSource parse(String from, RecordShape shape) {
		return switch (from) {
			case "topic" -> new ColumnSource(Origin.TOPIC, WHOLE, null);
			case "key" -> new ColumnSource(Origin.KEY, WHOLE, null);
			case "value" -> new ColumnSource(Origin.VALUE, WHOLE, null);
			default -> parsePath(from, shape);
		};
	}

	private static ColumnSource parsePath(String from, RecordShape shape) {
		int colon = from.indexOf(':');
		String rest = from.substring(colon + 1);
		return switch (from.substring(0, Math.max(0, colon))) {
			case "header" -> new ColumnSource(Origin.HEADER, WHOLE, requireName(rest));
			case "key" -> new ColumnSource(Origin.KEY, FieldPath.parse(rest), null);
			case "value" -> new ColumnSource(Origin.VALUE, FieldPath.parse(rest), null);
			case "row" -> new ColumnSource(Origin.ROW, FieldPath.parse(rest), null);
			default -> plain(FieldPath.parse(from), shape);
		};
	}

	private static ColumnSource plain(FieldPath path, RecordShape shape) {
		boolean ofEnvelope = path.steps().get(0) instanceof String name && shape.envelopeFields().contains(name);
		return new ColumnSource(ofEnvelope ? Origin.VALUE : Origin.ROW, path, null);
	}

	private static String requireName(String header) {
		if (header.isEmpty()) {
			throw new IllegalArgumentException("'header:' needs the name of a header, as in header:traceparent");
		}
		return header;
	}

	/**
	 * Returns the source of a column of the service's own, or {@code null} if there is
	 * none.
	 */
	static @Nullable ColumnSource ofServiceColumn(String column, RecordShape shape) {
		OwnColumn own = OwnColumn.named(column);
		if (own == null) {
			return null;
		}
		return switch (own) {
			case TOPIC -> new ColumnSource(Origin.TOPIC, WHOLE, null);
			case KEY -> new ColumnSource(Origin.KEY, WHOLE, null);
			case VALUE -> new ColumnSource(Origin.VALUE, WHOLE, null);
			case HEADERS -> new ColumnSource(Origin.HEADERS, WHOLE, null);
			case OP -> (shape.envelope() == Envelope.DEBEZIUM)
					? new ColumnSource(Origin.VALUE, FieldPath.parse(ChangeEvent.OP), null)
					: new ColumnSource(Origin.NONE, WHOLE, null);
			case ROW, GIVEN -> new ColumnSource(Origin.NONE, WHOLE, null);
		};
	}

	boolean isWhole() {
		return this.path.steps().isEmpty();
	}

	/** A part of a record. */
	enum Origin {

		/** The fields of the row, which may be inside of an envelope. */
		ROW,

		/** The whole value of the record, with its envelope. */
		VALUE,

		/** The key of the record. */
		KEY,

		/** A header of the record. */
		HEADER,

		/** All headers of the record. */
		HEADERS,

		/** The topic of the record. */
		TOPIC,

		/** No part of the record. */
		NONE

	}

}

package io.kafkatojdbc.record;

import java.util.List;
import java.util.Set;

import io.kafkatojdbc.pipeline.Envelope;
import io.kafkatojdbc.pipeline.RecordSettings;
import org.jspecify.annotations.Nullable;

/** Where the rows of a record stand in its value. */
public final class RecordShape {

	/** Each value is a row. */
	public static final RecordShape ROW = new RecordShape(Envelope.NONE, null, Set.of());

	private static final FieldPath ITSELF = new FieldPath(List.of());

	private final Envelope envelope;

	private final @Nullable String rowsFrom;

	private final @Nullable FieldPath rowsPath;

	private final Set<String> skippedOps;

	private RecordShape(Envelope envelope, @Nullable String rowsFrom, Set<String> skippedOps) {
		this.envelope = envelope;
		this.rowsFrom = rowsFrom;
		this.rowsPath = (rowsFrom != null) ? path(rowsFrom) : null;
		this.skippedOps = skippedOps;
	}

	/**
	 * Returns what is declared about records.
	 * @param settings the settings
	 * @return the shape of records
	 * @throws IllegalArgumentException if {@code ingest.record.rows-from} is no path
	 */
	public static RecordShape of(RecordSettings settings) {
		return new RecordShape(settings.envelope(), settings.rowsFrom(), Set.copyOf(settings.skipOps()));
	}

	private static FieldPath path(String rowsFrom) {
		return rowsFrom.equals("$") ? ITSELF : FieldPath.parse(rowsFrom);
	}

	/**
	 * Returns what is around the row.
	 * @return the envelope
	 */
	public Envelope envelope() {
		return this.envelope;
	}

	/**
	 * Returns whether an array has the rows of a record.
	 * @return whether a record may become several rows, or none
	 */
	public boolean hasRowsInArray() {
		return this.rowsPath != null;
	}

	/**
	 * Returns the setting that leads to the array, for reasons.
	 * @return the setting and its value
	 */
	public String rowsSetting() {
		return "ingest.record.rows-from=" + this.rowsFrom;
	}

	/** Returns the way from the row to the array of rows, or {@code null}. */
	@Nullable FieldPath rowsPath() {
		return this.rowsPath;
	}

	/**
	 * Returns whether events of an operation become no rows.
	 * @param op the letter of the operation
	 * @return whether such events are skipped
	 */
	public boolean skips(String op) {
		return this.skippedOps.contains(op);
	}

	/**
	 * Returns the fields of the envelope that a path reaches without a prefix.
	 */
	Set<String> envelopeFields() {
		return (this.envelope == Envelope.DEBEZIUM) ? ChangeEvent.FIELDS : Set.of();
	}

}

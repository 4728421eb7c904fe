package io.kafkatojdbc.staging;

import io.kafkatojdbc.ledger.RecordPlace;
import io.kafkatojdbc.record.RejectionCode;
import org.jspecify.annotations.Nullable;

/**
 * The records of all partitions that were rejected in a row.
 *
 * @param records the number of records: the sum over all partitions of the rejected
 * records since the last record that became a row
 * @param last the place of the record that was rejected last, or {@code null} if no
 * record was rejected
 * @param code the kind of reason for the last record, or {@code null} if the record is no
 * longer kept
 */
public record RejectedRun(long records, @Nullable RecordPlace last, @Nullable RejectionCode code) {

	static final RejectedRun NONE = new RejectedRun(0, null, null);

	/** Returns what happened, in words that quote nothing from a record. */
	String describe() {
		String meaning = (this.code != null) ? ": " + this.code.meaning() : "";
		return (this.last != null) ? "%d records in a row were rejected, the last one of partition %d, offset %d%s"
			.formatted(this.records, this.last.partition(), this.last.offset(), meaning)
				: "Too many records in a row were rejected";
	}

}

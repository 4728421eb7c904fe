package io.kafkatojdbc.ledger;

import java.time.Duration;
import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A batch as the ledger stores it.
 *
 * @param number the number of the batch within its pipeline: 1, 2, 3…
 * @param slot the part of the staging table that holds the rows of the batch, 0 or 1
 * @param state the state of the batch
 * @param reason why the batch was sealed
 * @param rows the number of staged rows, including rows of retried records
 * @param retried the number of rows of records that were rejected first and retried later
 * @param rejected the number of records that could not become rows
 * @param skipped the number of offsets without a record, and of records that are meant to
 * have no row, less the offsets that are read again because an operator has decided so
 * @param rowsMerged the number of merged rows that the procedure reported
 * @param attempts the number of failed calls of the procedure
 * @param error why the last attempt to merge the batch failed
 * @param times the times of the events of the batch
 */
public record Batch(long number, int slot, BatchState state, @Nullable SealReason reason, long rows, long retried,
		long rejected, long skipped, @Nullable Long rowsMerged, int attempts, @Nullable String error, Times times) {

	/**
	 * Returns how long the batch was filled.
	 * @return the seconds from the first row of the batch until the batch was sealed
	 */
	@JsonProperty
	@Schema(description = "The seconds from its first row until it was sealed.")
	public @Nullable Double secondsFilling() {
		return seconds(this.times.firstStaged(), this.times.sealed());
	}

	/**
	 * Returns how long the merge of the batch took.
	 * @return the seconds of the last call of the procedure, once the batch is merged
	 */
	@JsonProperty
	@Schema(description = "The seconds of the last call of the procedure, once it is merged.")
	public @Nullable Double secondsMerging() {
		return seconds(this.times.mergeStarted(), this.times.merged());
	}

	private static @Nullable Double seconds(@Nullable Instant from, @Nullable Instant to) {
		return (from != null && to != null) ? Duration.between(from, to).toMillis() / 1000.0 : null;
	}

	/**
	 * The times of the events of a batch, by the database's clock.
	 *
	 * @param opened when the batch began to take rows
	 * @param firstStaged when the first row of the batch was staged
	 * @param lastStaged when the last row of the batch was staged
	 * @param sealed when the batch was complete
	 * @param mergeStarted when the last call of the procedure for the batch began
	 * @param merged when the rows of the batch were in the target table
	 * @param cleared when the slot of the batch was empty again
	 * @param nextAttempt when the service tries a failed merge again; {@code null} if
	 * only an operator can try the merge again
	 * @param setAside when the batch was set aside
	 */
	public record Times(Instant opened, @Nullable Instant firstStaged, @Nullable Instant lastStaged,
			@Nullable Instant sealed, @Nullable Instant mergeStarted, @Nullable Instant merged,
			@Nullable Instant cleared, @Nullable Instant nextAttempt, @Nullable Instant setAside) {
	}

}

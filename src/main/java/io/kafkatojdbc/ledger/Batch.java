package io.kafkatojdbc.ledger;

import java.time.Duration;
import java.time.Instant;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A batch as the ledger has it.
 *
 * @param number 1, 2, 3… within its pipeline
 * @param slot the part of the staging table that holds its rows, 0 or 1
 * @param state where it is on its way
 * @param reason why it was sealed
 * @param rows rows staged, those of retried records among them
 * @param retried rows of records that were rejected before and tried again
 * @param rejected records that could not become rows
 * @param skipped offsets without a record
 * @param rowsMerged what the procedure reported
 * @param attempts calls of the procedure that failed
 * @param error why the last one failed
 * @param times when what happened
 */
public record Batch(long number, int slot, BatchState state, @Nullable SealReason reason, long rows, long retried,
		long rejected, long skipped, @Nullable Long rowsMerged, int attempts, @Nullable String error, Times times) {

	/**
	 * Tells how long it took rows.
	 * @return the seconds from its first row until it was sealed
	 */
	@JsonProperty
	@Schema(description = "The seconds from its first row until it was sealed.")
	public @Nullable Double secondsFilling() {
		return seconds(this.times.firstStaged(), this.times.sealed());
	}

	/**
	 * Tells how long its merge took.
	 * @return the seconds of the last call of the procedure, once it is merged
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
	 * When what happened to a batch, by the database's clock.
	 *
	 * @param opened when it began to take rows
	 * @param firstStaged when its first row was staged
	 * @param lastStaged when its last row was staged
	 * @param sealed when it was complete
	 * @param mergeStarted when its last call of the procedure began
	 * @param merged when its rows were in the target table
	 * @param cleared when its slot was empty again
	 * @param nextAttempt when a failed merge is tried again; {@code null} once that is
	 * left to an operator
	 * @param setAside when it was set aside
	 */
	public record Times(Instant opened, @Nullable Instant firstStaged, @Nullable Instant lastStaged,
			@Nullable Instant sealed, @Nullable Instant mergeStarted, @Nullable Instant merged,
			@Nullable Instant cleared, @Nullable Instant nextAttempt, @Nullable Instant setAside) {
	}

}

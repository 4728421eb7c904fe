package io.kafkatojdbc.merge;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One partition of a batch: what the ledger has counted while it was staged, beside what
 * was found when somebody counted again.
 *
 * @param partition the topic's partition
 * @param fromOffset its first offset in the batch; {@code null} if nothing of it was read
 * @param nextOffset the first offset behind the batch
 * @param previousNextOffset where the batch before ended in this partition, if there is
 * one
 * @param staged rows staged
 * @param rejected records rejected
 * @param skipped offsets without a record
 * @param retried rows of rejected records that were tried again
 * @param rowsFound rows in the staging table, but for those that were tried again; the
 * merge's own count once the batch is merged
 * @param rejectedFound records kept as rejected
 * @param strayRows rows of other batches in the batch's slot
 */
public record BatchPart(int partition, @Nullable Long fromOffset, @Nullable Long nextOffset,
		@Nullable Long previousNextOffset, long staged, long rejected, long skipped, long retried, long rowsFound,
		long rejectedFound, long strayRows) {

	/**
	 * Tells what does not add up.
	 * @return the differences in words; empty if all is well
	 */
	List<String> differences() {
		List<String> differences = new ArrayList<>();
		if (this.rowsFound != this.staged) {
			differences.add("partition %d: %d rows were staged, and %d are in the staging table"
				.formatted(this.partition, this.staged, this.rowsFound));
		}
		if (this.rejectedFound != this.rejected) {
			differences.add("partition %d: %d records were rejected, and %d are in ingest.rejected_record"
				.formatted(this.partition, this.rejected, this.rejectedFound));
		}
		if (this.fromOffset != null && this.previousNextOffset != null
				&& !this.fromOffset.equals(this.previousNextOffset)) {
			differences.add("partition %d: begins at offset %d, and the batch before ended at %d"
				.formatted(this.partition, this.fromOffset, this.previousNextOffset));
		}
		if (this.strayRows != 0) {
			differences.add("partition %d: %d rows of other batches are among its rows".formatted(this.partition,
					this.strayRows));
		}
		return differences;
	}

}

package io.kafkatojdbc.merge;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * One partition of a batch, with the counts that the ledger has from staging and the
 * counts of a later check.
 *
 * @param partition the topic's partition
 * @param fromOffset the first offset of the partition in the batch; {@code null} if no
 * offset of the partition was read
 * @param nextOffset the first offset after the batch
 * @param previousNextOffset the first offset after the batch before in this partition;
 * {@code null} if there is no such batch
 * @param staged the number of records that became rows
 * @param rows the number of rows that these records became
 * @param rejected the number of rejected records
 * @param skipped the number of offsets without a record, and of records that are meant to
 * have no row, less the offsets that are read again because an operator has decided so
 * @param retried the number of rows of rejected records that were retried
 * @param rowsFound the number of rows in the staging table, without rows of retried
 * records; once the batch is merged, the count that the merge made
 * @param rejectedFound the number of rejected records that were found
 * @param strayRows the number of rows of other batches in the batch's slot
 */
public record BatchPart(int partition, @Nullable Long fromOffset, @Nullable Long nextOffset,
		@Nullable Long previousNextOffset, long staged, long rows, long rejected, long skipped, long retried,
		long rowsFound, long rejectedFound, long strayRows) {

	/**
	 * Returns the differences of this partition.
	 * @return the differences in words; empty if there are none
	 */
	List<String> differences() {
		List<String> differences = new ArrayList<>();
		if (this.rowsFound != this.rows) {
			differences.add("partition %d: %d rows were staged, and %d are in the staging table"
				.formatted(this.partition, this.rows, this.rowsFound));
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

package io.kafkatojdbc.merge;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A slice of a batch. A slice consists of the partitions that leave the same remainder
 * when their number is divided by the number of slices.
 *
 * @param slice the number of the slice, which is that remainder
 * @param slices the number of slices of the batch
 * @param merged when the rows of the slice were in the target table; {@code null} until
 * then
 * @param rowsMerged the number of merged rows that the procedure reported
 */
public record BatchSlice(int slice, int slices, @Nullable Instant merged, @Nullable Long rowsMerged) {
}

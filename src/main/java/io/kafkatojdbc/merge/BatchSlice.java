package io.kafkatojdbc.merge;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * A slice of a batch: those of its partitions that leave the same remainder when divided
 * by the number of slices.
 *
 * @param slice that remainder
 * @param slices how many slices the batch has
 * @param merged when its rows were in the target table; {@code null} until then
 * @param rowsMerged what the procedure reported
 */
public record BatchSlice(int slice, int slices, @Nullable Instant merged, @Nullable Long rowsMerged) {
}

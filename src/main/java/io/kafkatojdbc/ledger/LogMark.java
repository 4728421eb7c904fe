package io.kafkatojdbc.ledger;

import org.jspecify.annotations.Nullable;

/**
 * What the ledger knows of the log up to a partition's next offset.
 *
 * @param nextOffset the next offset that the other values belong to
 * @param leaderEpoch the epoch of the leader that wrote the last record, or {@code null}
 * if it is unknown
 * @param epochOffset the offset after the last record; at or before the next offset
 * @param cut the records before the next offset that the broker has lost, or {@code null}
 */
public record LogMark(long nextOffset, @Nullable Integer leaderEpoch, long epochOffset, @Nullable LogCut cut) {

}

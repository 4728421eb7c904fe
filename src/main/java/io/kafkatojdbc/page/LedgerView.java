package io.kafkatojdbc.page;

import java.util.List;

import io.kafkatojdbc.ledger.Batch;
import org.jspecify.annotations.Nullable;

/**
 * The part of a snapshot that only the ledger knows.
 *
 * @param history the last complete batches, newest first
 * @param setAside the batches that are set aside, newest first
 * @param rejectedWaiting the number of rejected records that wait for a decision, counted
 * up to {@link LedgerWatch#MOST_REJECTED}
 * @param secondsBehind how many seconds ago the target had every record
 */
record LedgerView(List<Batch> history, List<Batch> setAside, long rejectedWaiting, @Nullable Long secondsBehind) {
}

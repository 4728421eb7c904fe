package io.kafkatojdbc.staging;

import java.util.List;

/**
 * The result of staging records.
 *
 * @param rows the number of records that became rows
 * @param rejected the records that did not become rows
 * @param ignoredFields the number of fields of the records that have no column
 */
public record Staged(int rows, List<RejectedRecord> rejected, long ignoredFields) {
}

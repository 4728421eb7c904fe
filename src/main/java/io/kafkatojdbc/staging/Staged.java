package io.kafkatojdbc.staging;

import java.util.List;

/**
 * What became of records that were to be staged.
 *
 * @param rows how many became rows
 * @param rejected those that did not
 * @param ignoredFields how many of their fields have no column
 */
public record Staged(int rows, List<RejectedRecord> rejected, long ignoredFields) {
}

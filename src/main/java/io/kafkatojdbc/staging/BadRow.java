package io.kafkatojdbc.staging;

import io.kafkatojdbc.record.RejectionCode;

/**
 * A row that the database refuses because of its data.
 *
 * @param row the row's number in the poll, counted from 0
 * @param code the kind of reason
 * @param reason why the database refuses the row
 */
record BadRow(int row, RejectionCode code, String reason) {
}

package io.kafkatojdbc.staging;

import io.kafkatojdbc.record.RejectionCode;

/**
 * A row that the database refuses because of its data.
 *
 * @param row its number
 * @param code the kind of reason
 * @param reason why
 */
record BadRow(int row, RejectionCode code, String reason) {
}

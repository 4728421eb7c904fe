package io.kafkatojdbc.staging;

/**
 * A row that the database refuses because of its data.
 *
 * @param row the row's number in the poll, counted from 0
 * @param refusal why the database refuses the row
 */
record BadRow(int row, Refusal refusal) {
}

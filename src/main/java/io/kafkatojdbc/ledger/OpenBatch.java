package io.kafkatojdbc.ledger;

/**
 * The batch that takes rows now.
 *
 * @param number the batch's number
 * @param slot the part of the staging table that takes the rows of the batch, 0 or 1
 */
public record OpenBatch(long number, int slot) {
}

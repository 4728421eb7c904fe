package io.kafkatojdbc.ledger;

/**
 * The batch that takes rows now.
 *
 * @param number its number
 * @param slot the part of the staging table its rows go to, 0 or 1
 */
public record OpenBatch(long number, int slot) {
}

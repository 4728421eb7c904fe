package io.kafkatojdbc.rejected;

import io.kafkatojdbc.ledger.RecordPlace;

/**
 * A rejected record that is no longer rejected, because of a retry.
 *
 * @param place the place of the record in the topic
 * @param rows the number of rows that it became, which is 0 if it is meant to have none
 */
record RetriedRecord(RecordPlace place, long rows) {
}

package io.kafkatojdbc.topic;

import java.time.Instant;

/**
 * The topic that the ledger's offsets belong to.
 *
 * @param id the topic's id
 * @param readAt when the ledger was asked, by the database's clock
 */
record KnownTopic(String id, Instant readAt) {
}

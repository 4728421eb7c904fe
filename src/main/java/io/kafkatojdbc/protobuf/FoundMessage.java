package io.kafkatojdbc.protobuf;

/**
 * A message in a record's value or key.
 *
 * @param type its type
 * @param offset where it begins
 */
record FoundMessage(MessageType type, int offset) {
}

package io.kafkatojdbc.registry;

import java.util.List;

/**
 * The path to a Protobuf message in its file, as it is written behind the id of the
 * schema.
 *
 * @param indexes the index of a message in the file, followed by the indexes of messages
 * that are nested in it
 * @param offset where the message begins in the value or key of the record
 */
public record MessageIndexes(List<Integer> indexes, int offset) {

	/** The first message of the file. */
	static final List<Integer> FIRST = List.of(0);

}

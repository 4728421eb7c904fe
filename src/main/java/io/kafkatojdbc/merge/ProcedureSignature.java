package io.kafkatojdbc.merge;

import org.jspecify.annotations.Nullable;

/**
 * What the service needs to know of the procedure to call it.
 *
 * @param schema its schema, quoted
 * @param name its name, quoted
 * @param batchType type of its parameter for the batch's number, as in
 * {@link java.sql.Types}
 * @param mergedType type of its parameter that reports rows, if it has one
 */
record ProcedureSignature(String schema, String name, int batchType, @Nullable Integer mergedType) {

	static final String BATCH = "p_batch";

	static final String MERGED = "p_merged";

}

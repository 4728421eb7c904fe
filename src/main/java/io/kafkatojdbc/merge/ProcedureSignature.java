package io.kafkatojdbc.merge;

import java.util.Map;

/**
 * What the service needs to know of the procedure to call it.
 *
 * @param schema its schema, quoted
 * @param name its name, quoted
 * @param types types of those of its parameters that the service has values for, as in
 * {@link java.sql.Types}
 */
record ProcedureSignature(String schema, String name, Map<String, Integer> types) {

	static final String BATCH = "p_batch";

	static final String MERGED = "p_merged";

	static final String SLICE = "p_slice";

	static final String SLICES = "p_slices";

	boolean reportsRows() {
		return this.types.containsKey(MERGED);
	}

	boolean takesSlices() {
		return this.types.containsKey(SLICE);
	}

}

package io.kafkatojdbc.merge;

import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;

/**
 * The facts about the procedure that the service needs to call it.
 *
 * @param schema the schema of the procedure, quoted
 * @param name the name of the procedure, quoted
 * @param types the types of the parameters for which the service has values, as in
 * {@link java.sql.Types}
 */
record ProcedureSignature(String schema, String name, Map<String, Integer> types) {

	static final String BATCH = "p_batch";

	static final String MERGED = "p_merged";

	static final String SLICE = "p_slice";

	static final String SLICES = "p_slices";

	/** Returns the names of the parameters, for a log. */
	Collection<String> parameters() {
		return new TreeSet<>(this.types.keySet());
	}

	boolean reportsRows() {
		return this.types.containsKey(MERGED);
	}

	boolean takesSlices() {
		return this.types.containsKey(SLICE);
	}

}

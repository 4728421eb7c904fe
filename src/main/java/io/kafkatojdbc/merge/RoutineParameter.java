package io.kafkatojdbc.merge;

import java.sql.Types;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * A parameter of a procedure in the database's catalogue.
 *
 * @param name the name of the parameter, or {@code null} if it has none
 * @param type the type of the parameter
 * @param mode the mode of the parameter, as the catalogue has it
 * @param optional whether the parameter has a default
 */
record RoutineParameter(@Nullable String name, String type, String mode, boolean optional) {

	private static final Map<String, Integer> ROW_COUNTS = Map.of("bigint", Types.BIGINT, "integer", Types.INTEGER);

	private static final Map<String, String> MODES = Map.of(ProcedureSignature.BATCH, "i", ProcedureSignature.MERGED,
			"b", ProcedureSignature.SLICE, "i", ProcedureSignature.SLICES, "i");

	/**
	 * Returns the JDBC type of the value that the service has for this parameter.
	 * @return the type, or {@code null} if the service has no value for the parameter
	 */
	@Nullable Integer jdbcType() {
		boolean known = this.name != null && this.mode.equals(MODES.get(this.name));
		return known ? ROW_COUNTS.get(this.type) : null;
	}

}

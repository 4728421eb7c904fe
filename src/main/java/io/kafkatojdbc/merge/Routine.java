package io.kafkatojdbc.merge;

import java.util.regex.Pattern;

import io.kafkatojdbc.start.StartException;

/**
 * A procedure or function in the database's catalogue.
 *
 * @param oid the number of the routine in the catalogue
 * @param isProcedure whether the routine is a procedure, and not a function
 * @param schemaName the name of the schema, quoted if necessary
 * @param name the name of the routine, quoted if necessary
 * @param arguments the parameters with their types
 * @param lowerCase whether both names are in lower case
 * @param mayExecute whether the role of the service may call the routine
 */
record Routine(long oid, boolean isProcedure, String schemaName, String name, String arguments, boolean lowerCase,
		boolean mayExecute) {

	/**
	 * Characters that the driver takes for the end of the call or of a text, even in a
	 * name.
	 */
	private static final Pattern DRIVER_SYNTAX = Pattern.compile("[';{}]");

	String signature() {
		return "%s.%s(%s)".formatted(this.schemaName, this.name, this.arguments);
	}

	/** Refuses the start of the service if the service cannot call this routine. */
	void requireCallable() {
		if (!this.isProcedure) {
			throw new StartException("%s is a function, not a procedure.".formatted(signature()),
					ProcedureAdvice.replace(this, "Put a procedure in its place"));
		}
		if (!this.lowerCase) {
			throw new StartException("%s has capital letters in its name.".formatted(signature()),
					"Rename it to lower case: ALTER PROCEDURE … RENAME TO …");
		}
		if (DRIVER_SYNTAX.matcher(this.schemaName + this.name).find()) {
			throw new StartException(
					"%s has one of the characters ' ; { } in its name, and the driver calls no such procedure."
						.formatted(signature()),
					"Rename it, or its schema: ALTER PROCEDURE … RENAME TO …");
		}
		if (!this.mayExecute) {
			throw new StartException("The database role may not call %s.".formatted(signature()),
					"GRANT EXECUTE ON PROCEDURE %s TO <the role in 'spring.datasource.username'>;"
						.formatted(signature()));
		}
	}

	/** Returns the refusal of a procedure whose parameters do not fit. */
	StartException wrongParameters(String why) {
		return new StartException("The procedure %s has the wrong parameters: %s.".formatted(signature(), why),
				ProcedureAdvice
					.replace(this, "It takes p_batch bigint, to report rows INOUT p_merged bigint, and to merge slices "
							+ "p_slice integer and p_slices integer; others need a default. Put such a one in its place"));
	}

}

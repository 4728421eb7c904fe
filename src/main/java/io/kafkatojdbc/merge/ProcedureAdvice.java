package io.kafkatojdbc.merge;

/** Says how to create a procedure that the service can call. */
final class ProcedureAdvice {

	private ProcedureAdvice() {
	}

	/** Says how to replace a routine that the service cannot call. */
	static String replace(Routine routine, String advice) {
		return "%s, or name another one in 'ingest.merge-procedure':%nDROP ROUTINE %s;%n%s".formatted(advice,
				routine.signature(), template(routine.name()));
	}

	/** Returns an example of a procedure with a name. */
	static String template(String name) {
		return """
				CREATE PROCEDURE %s(p_batch bigint, INOUT p_merged bigint DEFAULT NULL) LANGUAGE plpgsql AS $$
				BEGIN
					INSERT INTO … SELECT … FROM … WHERE batch = p_batch ON CONFLICT …;
					GET DIAGNOSTICS p_merged = ROW_COUNT;
				END $$;""".formatted(name);
	}

}

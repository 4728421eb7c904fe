package io.kafkatojdbc.merge;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.kafkatojdbc.database.Control;
import io.kafkatojdbc.start.StartException;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds the procedure in the database's catalogue, and checks it before its first call.
 */
@Component
class ProcedureCatalog {

	private static final String FIND = """
			SELECT p.oid, p.prokind = 'p' AS is_procedure, quote_ident(n.nspname) AS schema_name,
				quote_ident(p.proname) AS name, pg_get_function_identity_arguments(p.oid) AS arguments,
				p.proname = lower(p.proname) AND n.nspname = lower(n.nspname) AS lower_case,
				has_function_privilege(p.oid, 'EXECUTE') AS may_execute
			FROM (SELECT parse_ident(?) AS parts) i
			JOIN pg_proc p ON p.proname = i.parts[cardinality(i.parts)]
			JOIN pg_namespace n ON n.oid = p.pronamespace
			WHERE CASE cardinality(i.parts) WHEN 1 THEN pg_function_is_visible(p.oid)
				ELSE n.nspname = i.parts[cardinality(i.parts) - 1] END
			""";

	private static final String PARAMETERS = """
			SELECT a.name, format_type(a.type, NULL) AS type, coalesce(a.mode, 'i') AS mode,
				a.position > count(*) FILTER (WHERE coalesce(a.mode, 'i') IN ('i', 'b', 'v')) OVER ()
					- p.pronargdefaults AS optional
			FROM pg_proc p, unnest(coalesce(p.proallargtypes, p.proargtypes::oid[]), p.proargnames, p.proargmodes)
				WITH ORDINALITY AS a (type, name, mode, position)
			WHERE p.oid = ?
			""";

	private final JdbcClient jdbc;

	ProcedureCatalog(@Control JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/**
	 * Finds the procedure and checks it.
	 * @param name the name of the procedure, as in SQL
	 * @return the procedure
	 * @throws StartException if there is no such procedure, or if it cannot be called
	 */
	ProcedureSignature find(String name) {
		List<Routine> found = search(name);
		if (found.isEmpty()) {
			throw new StartException("There is no procedure '%s' (setting 'ingest.merge-procedure').".formatted(name),
					"Create it: it merges the staged rows of one batch into the target table.\n"
							+ ProcedureAdvice.template(name));
		}
		if (found.size() > 1) {
			throw new StartException(
					"There are %d procedures or functions named '%s': %s.".formatted(found.size(), name,
							found.stream().map(Routine::signature).toList()),
					"Drop or rename all but one, or name the schema in 'ingest.merge-procedure'.");
		}
		Routine procedure = found.get(0);
		procedure.requireCallable();
		return signature(procedure);
	}

	private List<Routine> search(String name) {
		try {
			return this.jdbc.sql(FIND).param(name).query(Routine.class).list();
		}
		catch (DataAccessException ex) {
			if (ex.getMostSpecificCause() instanceof SQLException sql && "22023".equals(sql.getSQLState())) {
				throw new StartException("'%s' (setting 'ingest.merge-procedure') is no name of a procedure: %s."
					.formatted(name, sql.getMessage()), "Quote it as in SQL: \"my-schema\".\"my-procedure\".");
			}
			throw ex;
		}
	}

	private ProcedureSignature signature(Routine procedure) {
		Map<String, Integer> types = types(procedure);
		if (!types.containsKey(ProcedureSignature.BATCH)) {
			throw procedure.wrongParameters("it has no parameter p_batch bigint");
		}
		if (types.containsKey(ProcedureSignature.SLICE) != types.containsKey(ProcedureSignature.SLICES)) {
			throw procedure
				.wrongParameters("it has one of p_slice integer and p_slices integer, which belong together");
		}
		return new ProcedureSignature(procedure.schemaName(), procedure.name(), types);
	}

	private Map<String, Integer> types(Routine procedure) {
		Map<String, Integer> types = new HashMap<>();
		for (RoutineParameter parameter : parameters(procedure)) {
			Integer type = parameter.jdbcType();
			if (parameter.name() != null && type != null) {
				types.put(parameter.name(), type);
			}
			else if (!parameter.optional()) {
				throw procedure.wrongParameters("the service has no value for " + parameter.name());
			}
		}
		return types;
	}

	private List<RoutineParameter> parameters(Routine procedure) {
		return this.jdbc.sql(PARAMETERS).param(procedure.oid()).query(RoutineParameter.class).list();
	}

}

package io.kafkatojdbc.merge;

import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import io.kafkatojdbc.database.Control;
import io.kafkatojdbc.pipeline.Pipeline;
import io.kafkatojdbc.start.StartException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.SqlInOutParameter;
import org.springframework.jdbc.core.SqlParameter;
import org.springframework.jdbc.core.simple.SimpleJdbcCall;
import org.springframework.stereotype.Component;

/**
 * The user's procedure. The procedure merges the rows of one batch from the staging table
 * into the target table, in the transaction of the caller.
 */
@Component
public class MergeProcedure implements InitializingBean {

	private static final Logger log = LoggerFactory.getLogger(MergeProcedure.class);

	private final JdbcTemplate jdbc;

	private final ProcedureCatalog catalog;

	private final String name;

	private final Duration timeout;

	private final int parallelism;

	private volatile @Nullable PreparedCall prepared;

	MergeProcedure(@Control JdbcTemplate jdbc, ProcedureCatalog catalog, Pipeline pipeline) {
		this.jdbc = jdbc;
		this.catalog = catalog;
		this.name = pipeline.mergeProcedure();
		this.timeout = pipeline.merge().timeout();
		this.parallelism = pipeline.merge().parallelism();
	}

	@Override
	public void afterPropertiesSet() {
		prepare(this.catalog.find(this.name));
	}

	/**
	 * Reads the procedure's parameters again, because somebody may have replaced the
	 * procedure. A procedure that cannot be called is left to the call, whose error says
	 * why.
	 */
	void refresh() {
		try {
			ProcedureSignature signature = this.catalog.find(this.name);
			if (!signature.equals(prepared().signature())) {
				log.warn("The procedure {} was replaced, and takes other parameters: {} instead of {}",
						signature.name(), signature.parameters(), prepared().signature().parameters());
				prepare(signature);
			}
		}
		catch (StartException ex) {
			log.debug("The procedure can't be called", ex);
		}
	}

	private void prepare(ProcedureSignature signature) {
		if (this.parallelism > 1 && !signature.takesSlices()) {
			log.warn(
					"Batches are merged as a whole although 'ingest.merge.parallelism' is {}: "
							+ "{} has no parameters p_slice integer and p_slices integer",
					this.parallelism, signature.name());
		}
		SimpleJdbcCall call = new SimpleJdbcCall(this.jdbc).withSchemaName(signature.schema())
			.withProcedureName(signature.name())
			.withoutProcedureColumnMetaDataAccess()
			.withNamedBinding();
		signature.types()
			.forEach((parameter, type) -> call.declareParameters(parameter.equals(ProcedureSignature.MERGED)
					? new SqlInOutParameter(parameter, type) : new SqlParameter(parameter, type)));
		this.prepared = new PreparedCall(signature, call);
	}

	private PreparedCall prepared() {
		PreparedCall known = this.prepared;
		if (known == null) {
			throw new IllegalStateException("The procedure is called before it was looked up");
		}
		return known;
	}

	/**
	 * Returns whether the procedure can merge a part of a batch.
	 * @return whether the procedure has the parameters for slices
	 */
	public boolean takesSlices() {
		return prepared().signature().takesSlices();
	}

	/**
	 * Calls the procedure for one slice of a batch, in the current transaction.
	 * @param batch the batch's number
	 * @param slice the number of the slice, counted from 0
	 * @param slices the number of slices of the batch; 1 for the whole batch
	 * @return the number of merged rows, or {@code null} if the procedure does not report
	 * it
	 * @throws org.springframework.dao.DataAccessException if the procedure fails
	 */
	@Nullable Long merge(long batch, int slice, int slices) {
		PreparedCall current = prepared();
		ProcedureSignature signature = current.signature();
		if (slices > 1 && !signature.takesSlices()) {
			throw new IllegalStateException("The procedure takes no slices any more");
		}
		// The server itself ends a call that takes too long, even if this service has
		// crashed. Until then, the call may wait for its own locks without a limit.
		this.jdbc.execute("SET LOCAL lock_timeout = 0; SET LOCAL statement_timeout = " + this.timeout.toMillis());
		Map<String, @Nullable Object> in = new HashMap<>();
		in.put(ProcedureSignature.BATCH, batch);
		if (signature.takesSlices()) {
			in.put(ProcedureSignature.SLICE, slice);
			in.put(ProcedureSignature.SLICES, slices);
		}
		if (signature.reportsRows()) {
			in.put(ProcedureSignature.MERGED, null);
		}
		Object merged = call(current.call(), in).get(ProcedureSignature.MERGED);
		return (merged instanceof Number number) ? number.longValue() : null;
	}

	private static Map<String, Object> call(SimpleJdbcCall call, Map<String, @Nullable Object> in) {
		long start = System.nanoTime();
		try {
			return call.execute(in);
		}
		catch (DataAccessException ex) {
			if (ex.getCause() instanceof SQLException cause
					&& EndedCallException.QUERY_CANCELED.equals(cause.getSQLState())) {
				throw new EndedCallException(Duration.ofNanos(System.nanoTime() - start), cause);
			}
			throw ex;
		}
	}

	/** The procedure as it was last read from the catalogue, and how to call it. */
	private record PreparedCall(ProcedureSignature signature, SimpleJdbcCall call) {
	}

}

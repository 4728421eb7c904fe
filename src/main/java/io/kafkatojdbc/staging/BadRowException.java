package io.kafkatojdbc.staging;

import java.sql.SQLException;
import java.util.Optional;
import java.util.OptionalLong;

import io.kafkatojdbc.database.ErrorLadder;
import org.postgresql.util.ServerErrorMessage;

import org.springframework.dao.DataAccessException;

/**
 * Thrown if PostgreSQL refuses a COPY, and a row may be the cause. A COPY that fails for
 * any other reason rejects no record.
 */
final class BadRowException extends RuntimeException {

	private final transient Refusal refusal;

	private final transient OptionalLong line;

	private BadRowException(Refusal refusal, OptionalLong line) {
		super(refusal.withoutRow(), null, false, false);
		this.refusal = refusal;
		this.line = line;
	}

	/**
	 * Returns the line of the COPY that is certainly the cause. If there is none, each
	 * row has to be tried by itself.
	 */
	OptionalLong line() {
		return this.line;
	}

	Refusal refusal() {
		return this.refusal;
	}

	static Optional<BadRowException> of(DataAccessException ex) {
		return (ex.getCause() instanceof SQLException cause) ? of(cause) : Optional.empty();
	}

	static Optional<BadRowException> of(SQLException ex) {
		return ErrorLadder.rowError(ex).map(BadRowException::of);
	}

	private static BadRowException of(ServerErrorMessage server) {
		Optional<CopyPlace> place = CopyPlace.in(server.getWhere());
		Refusal refusal = Refusal.of(server, place.orElse(null));
		return new BadRowException(refusal,
				(place.isPresent() && refusal.certain()) ? OptionalLong.of(place.get().line()) : OptionalLong.empty());
	}

	/** Returns the exception for rows that PostgreSQL took and did not store. */
	static BadRowException leftOut() {
		return new BadRowException(Refusal.LEFT_OUT, OptionalLong.empty());
	}

}

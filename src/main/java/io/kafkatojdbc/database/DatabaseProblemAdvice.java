package io.kafkatojdbc.database;

import jakarta.servlet.http.HttpServletResponse;

import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * Answers HTTP requests that fail because the database does not answer or refuses a
 * statement.
 */
@RestControllerAdvice
class DatabaseProblemAdvice {

	private static final String RETRY_AFTER_SECONDS = "5";

	@ExceptionHandler
	ProblemDetail tookTooLong(QueryTimeoutException ex) {
		return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE,
				"The database takes too long to answer that, and was told to stop.");
	}

	@ExceptionHandler
	ProblemDetail locked(CannotAcquireLockException ex, HttpServletResponse response) {
		response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
		return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE,
				"Another session has a lock that this needs, for instance while a batch is being sealed; try again soon.");
	}

	@ExceptionHandler({ DataAccessException.class, TransactionException.class })
	ProblemDetail failed(RuntimeException ex, HttpServletResponse response) {
		if (TooManyRequestsException.isCauseOf(ex)) {
			response.setHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
			return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE,
					"Too many requests use the database at the moment, and more would slow the pipeline down; "
							+ "try again soon.");
		}
		return ErrorLadder.passes(ex)
				? ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE,
						"The database does not answer, or can't do that now; /health says why.")
				: ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, "The database refuses that: " + Reason.of(ex));
	}

}

package io.kafkatojdbc;

import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** Says over HTTP that the database does not answer, whatever was asked. */
@RestControllerAdvice
class DatabaseProblemAdvice {

	@ExceptionHandler({ DataAccessException.class, TransactionException.class })
	ProblemDetail unavailable() {
		return ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE,
				"The database does not answer; /health says why.");
	}

}

package io.kafkatojdbc.batch;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** There is no batch of that number. */
class UnknownBatchException extends ErrorResponseException {

	UnknownBatchException(long number) {
		super(HttpStatus.NOT_FOUND,
				ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, "There is no batch %d.".formatted(number)),
				null);
	}

}

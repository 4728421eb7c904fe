package io.kafkatojdbc.page;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** Reports that no stream is available for another page at the moment. */
class UnavailableStreamException extends ErrorResponseException {

	UnavailableStreamException(String reason) {
		super(HttpStatus.SERVICE_UNAVAILABLE, ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, reason),
				null);
	}

}

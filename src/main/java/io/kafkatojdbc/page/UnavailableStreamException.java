package io.kafkatojdbc.page;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** There is no stream for one more page now. */
class UnavailableStreamException extends ErrorResponseException {

	UnavailableStreamException(String reason) {
		super(HttpStatus.SERVICE_UNAVAILABLE, ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, reason),
				null);
	}

}

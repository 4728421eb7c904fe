package io.kafkatojdbc.consumer;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** Reports that this instance has no consumer of the given name. */
class UnknownConsumerException extends ErrorResponseException {

	UnknownConsumerException(String name) {
		super(HttpStatus.NOT_FOUND,
				ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, "Consumer '%s' does not exist.".formatted(name)),
				null);
	}

}

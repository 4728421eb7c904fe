package io.kafkatojdbc.rejected;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** Thrown if a retry is refused, because another one is running in this instance. */
final class RetryRunsException extends ErrorResponseException {

	private static final String RETRY_AFTER_SECONDS = "5";

	RetryRunsException() {
		super(HttpStatus.SERVICE_UNAVAILABLE, ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE,
				"Rejected records are being retried by another call; try again soon."), null);
		getHeaders().set(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
	}

}

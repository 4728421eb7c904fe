package io.kafkatojdbc.consumer;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A setting that consumers cannot have. Nothing was changed. */
class InvalidSettingException extends ErrorResponseException {

	InvalidSettingException(String detail) {
		super(HttpStatus.BAD_REQUEST, ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, detail), null);
	}

}

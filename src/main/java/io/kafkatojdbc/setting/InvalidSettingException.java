package io.kafkatojdbc.setting;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** Thrown if a setting or its value is not allowed. No setting was changed. */
public class InvalidSettingException extends ErrorResponseException {

	/**
	 * Creates an exception that is shown as a problem document.
	 * @param detail which setting is refused, and why
	 */
	public InvalidSettingException(String detail) {
		super(HttpStatus.BAD_REQUEST, ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, detail), null);
	}

	/** Returns why the setting is refused. */
	String reason() {
		return String.valueOf(getBody().getDetail());
	}

}

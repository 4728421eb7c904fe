package io.kafkatojdbc.setting;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A setting that the service cannot have. Nothing was changed. */
public class InvalidSettingException extends ErrorResponseException {

	/**
	 * Creates an exception that is shown as a problem document.
	 * @param detail which setting it is and why
	 */
	public InvalidSettingException(String detail) {
		super(HttpStatus.BAD_REQUEST, ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, detail), null);
	}

	/** Says why the setting is refused. */
	String reason() {
		return String.valueOf(getBody().getDetail());
	}

}

package io.kafkatojdbc.topic;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** The pipeline cannot go on with the topic in the way that was asked for. */
class TopicProblemException extends ErrorResponseException {

	TopicProblemException(HttpStatus status, String detail) {
		super(status, ProblemDetail.forStatusAndDetail(status, detail), null);
	}

}

package io.kafkatojdbc.topic;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** Reports that the pipeline cannot go on with the topic in the requested way. */
class TopicProblemException extends ErrorResponseException {

	TopicProblemException(HttpStatus status, String detail) {
		super(status, ProblemDetail.forStatusAndDetail(status, detail), null);
	}

}

package io.kafkatojdbc.consumer;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/**
 * Refuses one more consumer, because each connection to the database already has its
 * consumer.
 */
class TooManyConsumersException extends ErrorResponseException {

	TooManyConsumersException(int limit) {
		super(HttpStatus.CONFLICT, ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, ("There are %d consumers "
				+ "already, one for each connection to the database: raise 'spring.datasource.hikari.maximum-pool-size' "
				+ "to have more.")
			.formatted(limit)), null);
	}

}

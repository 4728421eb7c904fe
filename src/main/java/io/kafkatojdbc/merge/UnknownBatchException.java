package io.kafkatojdbc.merge;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A batch does not exist, or a batch does not have a certain row. */
class UnknownBatchException extends ErrorResponseException {

	UnknownBatchException(long number) {
		this("There is no batch %d.".formatted(number));
	}

	UnknownBatchException(long number, int partition, long offset) {
		this("Batch %d has no row of partition %d, offset %d in the staging table.".formatted(number, partition,
				offset));
	}

	private UnknownBatchException(String detail) {
		super(HttpStatus.NOT_FOUND, ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, detail), null);
	}

}

package io.kafkatojdbc.merge;

import io.kafkatojdbc.ledger.Batch;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** A request for a batch cannot be fulfilled in the batch's current state. */
final class BatchStateException extends ErrorResponseException {

	private BatchStateException(String detail) {
		super(HttpStatus.CONFLICT, ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, detail), null);
	}

	static BatchStateException of(Batch batch, String wanted, String needed) {
		return new BatchStateException(
				"Batch %d is %s: to be %s it has to be %s.".formatted(batch.number(), batch.state(), wanted, needed));
	}

	static BatchStateException stillSetAside(long number, String error) {
		return new BatchStateException("Batch %d stays set aside, its merge failed: %s".formatted(number, error));
	}

	static BatchStateException refused(String error) {
		return new BatchStateException("The database refuses that: " + error);
	}

	static BatchStateException busy() {
		return new BatchStateException(
				"A merge is running, or somebody else uses the staging table; try again in a moment.");
	}

}

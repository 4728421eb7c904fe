package io.kafkatojdbc.batch;

import io.kafkatojdbc.ledger.Batch;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** The open batch cannot be sealed now. */
final class BatchNotSealableException extends ErrorResponseException {

	private BatchNotSealableException(String detail) {
		super(HttpStatus.CONFLICT, ProblemDetail.forStatusAndDetail(HttpStatus.CONFLICT, detail), null);
	}

	static BatchNotSealableException nothingStaged(long number) {
		return new BatchNotSealableException("Batch %d has no rows yet: there is nothing to merge.".formatted(number));
	}

	static BatchNotSealableException busy(long number) {
		return new BatchNotSealableException(
				"Batch %d is being sealed already, or rows are being staged into it for long; look again in a moment."
					.formatted(number));
	}

	static BatchNotSealableException unfinished(Batch batch) {
		String detail = "Batch %d is %s and has to be finished first".formatted(batch.number(), batch.state());
		return new BatchNotSealableException((batch.error() != null) ? detail + ": " + batch.error() : detail + ".");
	}

}

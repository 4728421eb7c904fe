package io.kafkatojdbc.rejected;

import io.kafkatojdbc.ledger.RecordPlace;
import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.staging.RejectedRecord;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** Thrown if a decision about rejected records cannot be carried out. */
final class RejectedDecisionException extends ErrorResponseException {

	private final ProblemDetail withoutContent;

	private RejectedDecisionException(HttpStatus status, String detail) {
		this(ProblemDetail.forStatusAndDetail(status, detail), ProblemDetail.forStatusAndDetail(status, detail));
	}

	private RejectedDecisionException(ProblemDetail problem, ProblemDetail withoutContent) {
		super(HttpStatus.valueOf(problem.getStatus()), problem, null);
		this.withoutContent = withoutContent;
	}

	/** Returns the problem for callers who may not see records. */
	ProblemDetail withoutContent() {
		return this.withoutContent;
	}

	static RejectedDecisionException unknown(RecordPlace place) {
		return new RejectedDecisionException(HttpStatus.NOT_FOUND,
				"No record of partition %d, offset %d was rejected.".formatted(place.partition(), place.offset()));
	}

	static RejectedDecisionException decided(RejectedEntry entry) {
		return new RejectedDecisionException(HttpStatus.CONFLICT, "The record is %s%s already.".formatted(entry.state(),
				(entry.retriedIn() != null) ? " in batch " + entry.retriedIn() : ""));
	}

	static RejectedDecisionException cameAgain() {
		return new RejectedDecisionException(HttpStatus.CONFLICT,
				"The record was read again since the ledger was set back, and is staged or skipped already; discard it.");
	}

	static RejectedDecisionException stillRejected(RejectedRecord rejected) {
		return new RejectedDecisionException(stillRejected(rejected.code(), rejected.reason()),
				stillRejected(rejected.code(), rejected.code().meaning()));
	}

	private static ProblemDetail stillRejected(RejectionCode code, String reason) {
		ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_CONTENT,
				"The record is still rejected: %s.".formatted(reason));
		problem.setProperty("code", code);
		return problem;
	}

	static RejectedDecisionException notHeld(RejectedInARow now) {
		return new RejectedDecisionException(HttpStatus.CONFLICT,
				(now.limit() > 0)
						? "Nothing holds: %d records in a row were rejected, and the limit is %d."
							.formatted(now.rejected(), now.limit())
						: "Nothing holds: there is no limit for records that are rejected in a row.");
	}

	static RejectedDecisionException noFilter() {
		return new RejectedDecisionException(HttpStatus.BAD_REQUEST,
				"Say which records to discard with code, partition or batch, or all=true.");
	}

	static RejectedDecisionException unknownFilter(String name) {
		return new RejectedDecisionException(HttpStatus.BAD_REQUEST,
				"There is no filter '%s': use code, partition or batch.".formatted(name));
	}

	static RejectedDecisionException badCorrection() {
		return new RejectedDecisionException(HttpStatus.BAD_REQUEST,
				"Send no body to retry the record as it is, or {\"value\": …} with the value that it should have.");
	}

}

package io.kafkatojdbc.staging;

import java.util.List;

import io.kafkatojdbc.ledger.RecordPlace;
import io.kafkatojdbc.ledger.RejectedEntry;
import io.kafkatojdbc.ledger.RejectedSelection;
import io.kafkatojdbc.ledger.RejectionCode;
import io.kafkatojdbc.ledger.RejectionState;
import io.kafkatojdbc.staging.RejectedRetry.Retried;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Rejected records over HTTP: what they are, and what is to become of them. */
@RestController
@RequestMapping("/api/rejected")
class RejectedController {

	private static final String LIMIT_RULE = "the limit is from 1 to 1000";

	private static final String AFTER_RULE = "'after' is the partition and the offset of a record, as in 0:17";

	private final RejectedDesk desk;

	RejectedController(RejectedDesk desk) {
		this.desk = desk;
	}

	@GetMapping
	List<RejectedEntry> list(@RequestParam(defaultValue = "WAITING") RejectionState state,
			@RequestParam(required = false) @Nullable RejectionCode code,
			@RequestParam(required = false) @Nullable Integer partition,
			@RequestParam(required = false) @Nullable Long batch,
			@RequestParam(defaultValue = "100") @Min(value = 1, message = LIMIT_RULE) @Max(value = 1000,
					message = LIMIT_RULE) int limit,
			@RequestParam(defaultValue = "") @Pattern(regexp = "(\\d{1,9}:\\d{1,18})?",
					message = AFTER_RULE) String after) {
		return this.desk.list(new RejectedSelection(state, code, partition, batch), after, limit);
	}

	@GetMapping("/{partition}/{offset}")
	RejectedDocument one(@PathVariable int partition, @PathVariable long offset) {
		return this.desk.one(new RecordPlace(partition, offset));
	}

	@PostMapping("/{partition}/{offset}/retry")
	RejectedEntry retry(@PathVariable int partition, @PathVariable long offset,
			@RequestBody(required = false) byte @Nullable [] correction) {
		return this.desk.retry(new RecordPlace(partition, offset), correction);
	}

	@DeleteMapping("/{partition}/{offset}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void discard(@PathVariable int partition, @PathVariable long offset) {
		this.desk.discard(new RecordPlace(partition, offset));
	}

	@PostMapping("/retry")
	Retried retryAll(@RequestParam(required = false) @Nullable RejectionCode code,
			@RequestParam(required = false) @Nullable Integer partition,
			@RequestParam(required = false) @Nullable Long batch) {
		return this.desk.retryAll(new RejectedSelection(RejectionState.WAITING, code, partition, batch));
	}

	@DeleteMapping
	Discarded discardAll(@RequestParam(required = false) @Nullable RejectionCode code,
			@RequestParam(required = false) @Nullable Integer partition,
			@RequestParam(required = false) @Nullable Long batch) {
		return new Discarded(
				this.desk.discardAll(new RejectedSelection(RejectionState.WAITING, code, partition, batch)));
	}

	/** How many records were discarded. */
	record Discarded(long discarded) {
	}

}

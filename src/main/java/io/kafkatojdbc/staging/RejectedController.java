package io.kafkatojdbc.staging;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;

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

	private static final Set<String> FILTERS = Set.of("code", "partition", "batch");

	private static final Set<String> DISCARD_FILTERS = Set.of("code", "partition", "batch", "all");

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
	RejectedEntry retry(@PathVariable int partition, @PathVariable long offset, InputStream correction)
			throws IOException {
		// As @RequestBody, a body would be decoded that curl calls a form.
		return this.desk.retry(new RecordPlace(partition, offset), correction.readAllBytes());
	}

	@DeleteMapping("/{partition}/{offset}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void discard(@PathVariable int partition, @PathVariable long offset) {
		this.desk.discard(new RecordPlace(partition, offset));
	}

	@PostMapping("/retry")
	Retried retryAll(@RequestParam(required = false) @Nullable RejectionCode code,
			@RequestParam(required = false) @Nullable Integer partition,
			@RequestParam(required = false) @Nullable Long batch, @RequestParam Map<String, String> given) {
		requireKnown(given, FILTERS);
		return this.desk.retryAll(new RejectedSelection(RejectionState.WAITING, code, partition, batch));
	}

	@DeleteMapping
	Discarded discardAll(@RequestParam(required = false) @Nullable RejectionCode code,
			@RequestParam(required = false) @Nullable Integer partition,
			@RequestParam(required = false) @Nullable Long batch, @RequestParam(defaultValue = "false") boolean all,
			@RequestParam Map<String, String> given) {
		requireKnown(given, DISCARD_FILTERS);
		if (code == null && partition == null && batch == null && !all) {
			throw RejectedDecisionException.noFilter();
		}
		return new Discarded(
				this.desk.discardAll(new RejectedSelection(RejectionState.WAITING, code, partition, batch)));
	}

	private static void requireKnown(Map<String, String> given, Set<String> known) {
		given.keySet().stream().filter((name) -> !known.contains(name)).findFirst().ifPresent((name) -> {
			throw RejectedDecisionException.unknownFilter(name);
		});
	}

	/** How many records were discarded. */
	record Discarded(long discarded) {
	}

}

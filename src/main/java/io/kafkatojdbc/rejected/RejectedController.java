package io.kafkatojdbc.rejected;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.kafkatojdbc.ledger.RecordPlace;
import io.kafkatojdbc.record.RejectionCode;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Shows rejected records over HTTP, and retries or discards them. */
@RestController
@RequestMapping("/api/rejected")
class RejectedController {

	private static final String LIMIT_RULE = "the limit is from 1 to 1000";

	private static final String AFTER_RULE = "'after' is the partition and the offset of a record, as in 0:17";

	private static final Set<String> FILTERS = Set.of("code", "partition", "batch");

	private static final Set<String> DISCARD_FILTERS = Set.of("code", "partition", "batch", "all");

	private final RejectedService service;

	RejectedController(RejectedService service) {
		this.service = service;
	}

	/**
	 * Lists rejected records without their content, ordered by partition and offset. The
	 * reasons quote records only for callers with the role `records`.
	 * @param state only records in this state
	 * @param code only records rejected for this reason
	 * @param partition only records of this partition
	 * @param batch only records whose poll was staged into this batch
	 * @param limit the largest number of records
	 * @param after only records after this partition and offset
	 * @return the records
	 */
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "400", description = "The limit, a filter or the place is not valid.")
	@GetMapping
	List<RejectedEntry> list(@RequestParam(defaultValue = "WAITING") RejectionState state,
			@RequestParam(required = false) @Nullable RejectionCode code,
			@RequestParam(required = false) @Nullable Integer partition,
			@RequestParam(required = false) @Nullable Long batch,
			@RequestParam(defaultValue = "100") @Min(value = 1, message = LIMIT_RULE) @Max(value = 1000,
					message = LIMIT_RULE) int limit,
			@RequestParam(defaultValue = "") @Pattern(regexp = "(\\d{1,9}:\\d{1,18})?",
					message = AFTER_RULE) String after) {
		return this.service.list(new RejectedSelection(state, code, partition, batch), after, limit)
			.stream()
			.map(RejectedController::visible)
			.toList();
	}

	/**
	 * Shows one rejected record with its key, value and headers.
	 * @param partition the record's partition
	 * @param offset the record's offset
	 * @return the record
	 */
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "404", description = "No such record was rejected.")
	@GetMapping("/{partition}/{offset}")
	KeptRecord one(@PathVariable int partition, @PathVariable long offset) {
		return this.service.one(new RecordPlace(partition, offset));
	}

	/**
	 * Stages a rejected record now, as it is or with the value in the body.
	 * @param partition the record's partition
	 * @param offset the record's offset
	 * @param correction the new value of the record
	 * @return the ledger's entry for the record after the retry
	 */
	@RequestBody(required = false,
			content = @Content(mediaType = "application/json", schema = @Schema(implementation = Correction.class)))
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "400", description = "The body is not a correction.")
	@ApiResponse(responseCode = "404", description = "No such record was rejected.")
	@ApiResponse(responseCode = "409", description = "It is decided already.")
	@ApiResponse(responseCode = "422", description = "It is still rejected: as it is, or with this value.")
	@PostMapping("/{partition}/{offset}/retry")
	RejectedEntry retry(@PathVariable int partition, @PathVariable long offset,
			@Parameter(hidden = true) InputStream correction) throws IOException {
		// With @RequestBody, Spring would decode a body that curl declares as a form.
		return visible(this.service.retry(new RecordPlace(partition, offset), correction.readAllBytes()));
	}

	private static RejectedEntry visible(RejectedEntry entry) {
		return Caller.maySeeRecords() ? entry : entry.withoutContent();
	}

	@ExceptionHandler
	ProblemDetail refused(RejectedDecisionException ex) {
		return Caller.maySeeRecords() ? ex.getBody() : ex.withoutContent();
	}

	/**
	 * Discards a rejected record. Its entry is kept, and its content is deleted.
	 * @param partition the record's partition
	 * @param offset the record's offset
	 */
	@ApiResponse(responseCode = "404", description = "No such record was rejected.")
	@ApiResponse(responseCode = "409", description = "It is decided already.")
	@DeleteMapping("/{partition}/{offset}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void discard(@PathVariable int partition, @PathVariable long offset) {
		this.service.discard(new RecordPlace(partition, offset));
	}

	/**
	 * Stages all waiting rejected records that match the filters.
	 * @param code only records rejected for this reason
	 * @param partition only records of this partition
	 * @param batch only records whose poll was staged into this batch
	 * @return how many records became rows, and how many are still rejected
	 */
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "400", description = "A filter is unknown, or its value is not valid.")
	@PostMapping("/retry")
	Retried retryAll(@RequestParam(required = false) @Nullable RejectionCode code,
			@RequestParam(required = false) @Nullable Integer partition,
			@RequestParam(required = false) @Nullable Long batch,
			@Parameter(hidden = true) @RequestParam Map<String, String> given) {
		requireKnown(given, FILTERS);
		return this.service.retryAll(new RejectedSelection(RejectionState.WAITING, code, partition, batch));
	}

	/**
	 * Discards all waiting rejected records that match the filters.
	 * @param code only records rejected for this reason
	 * @param partition only records of this partition
	 * @param batch only records whose poll was staged into this batch
	 * @param all whether to discard all waiting records, if there is no filter
	 * @return the number of discarded records
	 */
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "400",
			description = "There is no filter, or one is unknown, or its value is not valid.")
	@DeleteMapping
	Discarded discardAll(@RequestParam(required = false) @Nullable RejectionCode code,
			@RequestParam(required = false) @Nullable Integer partition,
			@RequestParam(required = false) @Nullable Long batch, @RequestParam(defaultValue = "false") boolean all,
			@Parameter(hidden = true) @RequestParam Map<String, String> given) {
		requireKnown(given, DISCARD_FILTERS);
		if (code == null && partition == null && batch == null && !all) {
			throw RejectedDecisionException.noFilter();
		}
		return new Discarded(
				this.service.discardAll(new RejectedSelection(RejectionState.WAITING, code, partition, batch)));
	}

	private static void requireKnown(Map<String, String> given, Set<String> known) {
		given.keySet().stream().filter((name) -> !known.contains(name)).findFirst().ifPresent((name) -> {
			throw RejectedDecisionException.unknownFilter(name);
		});
	}

	/**
	 * A new value for a record.
	 *
	 * @param value any JSON; the content of a JSON string is taken as it is
	 */
	record Correction(@Nullable Object value) {
	}

	/**
	 * The result of discarding a selection of records.
	 *
	 * @param discarded the number of records that were discarded
	 */
	record Discarded(long discarded) {
	}

}

package io.kafkatojdbc.rejected;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.kafkatojdbc.ledger.RecordPlace;
import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.rejected.RejectedRetry.Retried;
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

	private final RejectedService desk;

	RejectedController(RejectedService desk) {
		this.desk = desk;
	}

	/**
	 * Lists rejected records without what they contain, by partition and offset.
	 * @param state what has become of them
	 * @param code those rejected for this reason
	 * @param partition those of this partition
	 * @param batch those whose neighbours are in this batch
	 * @param limit how many at most
	 * @param after those behind this partition and offset
	 * @return the records
	 */
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "400", description = "The limit, a filter or the place is none.")
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

	/**
	 * Tells of one rejected record, with key, value and headers.
	 * @param partition its partition
	 * @param offset its offset
	 * @return the record
	 */
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "404", description = "No such record was rejected.")
	@GetMapping("/{partition}/{offset}")
	KeptRecord one(@PathVariable int partition, @PathVariable long offset) {
		return this.desk.one(new RecordPlace(partition, offset));
	}

	/**
	 * Stages a rejected record now, as it is or with the value in the body.
	 * @param partition its partition
	 * @param offset its offset
	 * @param correction the value that it should have
	 * @return what the ledger says of it now
	 */
	@RequestBody(required = false,
			content = @Content(mediaType = "application/json", schema = @Schema(implementation = Correction.class)))
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "400", description = "The body is none.")
	@ApiResponse(responseCode = "404", description = "No such record was rejected.")
	@ApiResponse(responseCode = "409", description = "It is decided already.")
	@ApiResponse(responseCode = "422", description = "It is still rejected: as it is, or with this value.")
	@PostMapping("/{partition}/{offset}/retry")
	RejectedEntry retry(@PathVariable int partition, @PathVariable long offset,
			@Parameter(hidden = true) InputStream correction) throws IOException {
		// As @RequestBody, a body would be decoded that curl calls a form.
		return this.desk.retry(new RecordPlace(partition, offset), correction.readAllBytes());
	}

	/**
	 * Discards a rejected record. That it was there stays known, what it contained does
	 * not.
	 * @param partition its partition
	 * @param offset its offset
	 */
	@ApiResponse(responseCode = "404", description = "No such record was rejected.")
	@ApiResponse(responseCode = "409", description = "It is decided already.")
	@DeleteMapping("/{partition}/{offset}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void discard(@PathVariable int partition, @PathVariable long offset) {
		this.desk.discard(new RecordPlace(partition, offset));
	}

	/**
	 * Stages all rejected records that wait and match.
	 * @param code those rejected for this reason
	 * @param partition those of this partition
	 * @param batch those whose neighbours are in this batch
	 * @return how many
	 */
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "400", description = "A filter is unknown or none.")
	@PostMapping("/retry")
	Retried retryAll(@RequestParam(required = false) @Nullable RejectionCode code,
			@RequestParam(required = false) @Nullable Integer partition,
			@RequestParam(required = false) @Nullable Long batch,
			@Parameter(hidden = true) @RequestParam Map<String, String> given) {
		requireKnown(given, FILTERS);
		return this.desk.retryAll(new RejectedSelection(RejectionState.WAITING, code, partition, batch));
	}

	/**
	 * Discards all rejected records that wait and match.
	 * @param code those rejected for this reason
	 * @param partition those of this partition
	 * @param batch those whose neighbours are in this batch
	 * @param all whether to discard all, if there is no filter
	 * @return how many
	 */
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "400", description = "There is no filter, or one is unknown or none.")
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
				this.desk.discardAll(new RejectedSelection(RejectionState.WAITING, code, partition, batch)));
	}

	private static void requireKnown(Map<String, String> given, Set<String> known) {
		given.keySet().stream().filter((name) -> !known.contains(name)).findFirst().ifPresent((name) -> {
			throw RejectedDecisionException.unknownFilter(name);
		});
	}

	/**
	 * Another value for a record.
	 *
	 * @param value any JSON; a text is taken as it is
	 */
	record Correction(@Nullable Object value) {
	}

	/**
	 * What became of a selection.
	 *
	 * @param discarded how many records were discarded
	 */
	record Discarded(long discarded) {
	}

}

package io.kafkatojdbc.batch;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.kafkatojdbc.ledger.Batch;
import io.kafkatojdbc.ledger.BatchHistory;
import io.kafkatojdbc.ledger.BatchState;
import io.kafkatojdbc.ledger.RecordPlace;
import io.kafkatojdbc.merge.BatchDetails;
import io.kafkatojdbc.merge.BatchRepairs;
import io.kafkatojdbc.merge.CulpritResult;
import io.kafkatojdbc.merge.DryRunResult;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Batches over HTTP: what they were, and what an operator does with them. */
@RestController
@RequestMapping("/api/batches")
class BatchController {

	private static final String LIMIT_RULE = "the limit is from 1 to 1000";

	private final BatchCoordinator coordinator;

	private final BatchHistory history;

	private final BatchRepairs repairs;

	BatchController(BatchCoordinator coordinator, BatchHistory history, BatchRepairs repairs) {
		this.coordinator = coordinator;
		this.history = history;
		this.repairs = repairs;
	}

	/**
	 * Lists the last batches, newest first.
	 * @param limit how many at most
	 * @param state in these states only; in any if none is named
	 * @return the batches
	 */
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "400", description = "The limit or a state is none.")
	@GetMapping
	List<Batch> recent(@RequestParam(defaultValue = "20") @Min(value = 1, message = LIMIT_RULE) @Max(value = 1000,
			message = LIMIT_RULE) int limit, @RequestParam(defaultValue = "") Set<BatchState> state) {
		return this.history.recent(state.isEmpty() ? EnumSet.allOf(BatchState.class) : state, limit);
	}

	/**
	 * Tells of one batch, with its partitions counted again and what does not add up.
	 * @param number its number
	 * @return the batch
	 */
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "404", description = "There is no such batch.")
	@GetMapping("/{number}")
	BatchDetails details(@PathVariable long number) {
		return this.repairs.details(number);
	}

	/**
	 * Shows a row of a batch that is not merged, as it is staged.
	 * @param number the batch's number
	 * @param partition the partition of the row's record
	 * @param offset the offset of the row's record
	 * @return a property for each column
	 */
	@ApiResponse(responseCode = "200", content = @Content(schema = @Schema(type = "object")))
	@ApiResponse(responseCode = "404", description = "The batch has no such row.")
	@GetMapping(path = "/{number}/rows/{partition}/{offset}", produces = MediaType.APPLICATION_JSON_VALUE)
	String row(@PathVariable long number, @PathVariable int partition, @PathVariable long offset) {
		return this.repairs.row(number, new RecordPlace(partition, offset));
	}

	/**
	 * Completes the open batch now.
	 * @return the batch, which is merged next
	 */
	@ApiResponse(responseCode = "409", description = "It has no rows, or the one before it is not finished.")
	@PostMapping
	@ResponseStatus(HttpStatus.ACCEPTED)
	Batch sealNow() {
		return this.coordinator.sealNow();
	}

	/**
	 * Merges a failed batch again now.
	 * @param number its number
	 * @param conditions to merge it although it does not add up
	 * @return the batch
	 */
	@ApiResponse(responseCode = "404", description = "There is no such batch.")
	@ApiResponse(responseCode = "409", description = "It has not failed.")
	@PostMapping("/{number}/retry")
	@ResponseStatus(HttpStatus.ACCEPTED)
	Batch retry(@PathVariable long number, @RequestBody(required = false) @Nullable Conditions conditions) {
		return this.repairs.retry(number, conditions != null && conditions.acceptDifferences());
	}

	/**
	 * Merges a batch and takes it back.
	 * @param number its number
	 * @return what came of it
	 */
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "404", description = "There is no such batch.")
	@ApiResponse(responseCode = "409", description = "Its rows are still coming, or gone, or it is being merged.")
	@PostMapping("/{number}/dry-run")
	DryRunResult dryRun(@PathVariable long number) {
		return this.repairs.dryRun(number);
	}

	/**
	 * Finds the rows that a batch fails for, with dry runs. Nothing else is merged
	 * meanwhile.
	 * @param number its number
	 * @return the rows
	 */
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "404", description = "There is no such batch.")
	@ApiResponse(responseCode = "409", description = "Its rows are still coming, or gone, or it is being merged.")
	@PostMapping("/{number}/find-culprit")
	CulpritResult findCulprit(@PathVariable long number) {
		return this.repairs.findCulprit(number);
	}

	/**
	 * Takes a failed batch out of the way of later ones.
	 * @param number its number
	 * @return the batch
	 */
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "404", description = "There is no such batch.")
	@ApiResponse(responseCode = "409", description = "It has not failed.")
	@PostMapping("/{number}/set-aside")
	Batch setAside(@PathVariable long number) {
		return this.repairs.setAside(number);
	}

	/**
	 * Merges a batch that is set aside.
	 * @param number its number
	 * @param conditions to merge it although it does not add up
	 * @return the batch
	 */
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "404", description = "There is no such batch.")
	@ApiResponse(responseCode = "409", description = "It is not set aside, or its merge failed.")
	@PostMapping("/{number}/merge")
	Batch mergeSetAside(@PathVariable long number, @RequestBody(required = false) @Nullable Conditions conditions) {
		return this.repairs.mergeSetAside(number, conditions != null && conditions.acceptDifferences());
	}

	/**
	 * On what conditions a batch is merged on request.
	 *
	 * @param acceptDifferences whether to merge it although it does not add up
	 */
	record Conditions(boolean acceptDifferences) {
	}

}

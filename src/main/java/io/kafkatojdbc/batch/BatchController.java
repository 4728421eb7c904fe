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

/** Shows batches over HTTP, and lets an operator repair them. */
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
	 * @param limit how many batches to list at most
	 * @param state the states of the batches to list; all states if none is named
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
	 * Shows one batch with its partitions, whose rows and rejected records are counted
	 * again, and with its differences.
	 * @param number the batch's number
	 * @return the batch
	 */
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "404", description = "There is no such batch.")
	@GetMapping("/{number}")
	BatchDetails details(@PathVariable long number) {
		return this.repairs.details(number);
	}

	/**
	 * Shows the row of a record in a batch that is not merged, as it is staged. If the
	 * record has several rows, the answer is an array of them.
	 * @param number the batch's number
	 * @param partition the partition of the record
	 * @param offset the offset of the record
	 * @return an object with a property for each column
	 */
	@ApiResponse(responseCode = "200", content = @Content(schema = @Schema(type = "object")))
	@ApiResponse(responseCode = "404", description = "The batch has no such row.")
	@GetMapping(path = "/{number}/rows/{partition}/{offset}", produces = MediaType.APPLICATION_JSON_VALUE)
	String row(@PathVariable long number, @PathVariable int partition, @PathVariable long offset) {
		return this.repairs.row(number, new RecordPlace(partition, offset));
	}

	/**
	 * Seals the open batch now.
	 * @return the sealed batch, which is merged next
	 */
	@ApiResponse(responseCode = "409", description = "It has no rows, or the one before it is not finished.")
	@PostMapping
	@ResponseStatus(HttpStatus.ACCEPTED)
	Batch sealNow() {
		return this.coordinator.sealNow();
	}

	/**
	 * Merges a failed batch again now.
	 * @param number the batch's number
	 * @param conditions whether to merge the batch although it has differences
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
	 * Merges a batch and rolls the merge back.
	 * @param number the batch's number
	 * @return the result of the merge
	 */
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "404", description = "There is no such batch.")
	@ApiResponse(responseCode = "409", description = "Its rows are still coming, or gone, or it is being merged.")
	@PostMapping("/{number}/dry-run")
	DryRunResult dryRun(@PathVariable long number) {
		return this.repairs.dryRun(number);
	}

	/**
	 * Finds the rows that make the merge of a batch fail, with dry runs. No batch is
	 * merged during the search.
	 * @param number the batch's number
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
	 * Sets a failed batch aside, so that later batches no longer wait for it.
	 * @param number the batch's number
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
	 * @param number the batch's number
	 * @param conditions whether to merge the batch although it has differences
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
	 * The conditions for the merge of a batch on request.
	 *
	 * @param acceptDifferences whether to merge the batch although it has differences
	 */
	record Conditions(boolean acceptDifferences) {
	}

}

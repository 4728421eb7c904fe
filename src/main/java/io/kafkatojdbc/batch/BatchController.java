package io.kafkatojdbc.batch;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

import io.kafkatojdbc.ledger.Batch;
import io.kafkatojdbc.ledger.BatchHistory;
import io.kafkatojdbc.ledger.BatchState;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

import org.springframework.http.HttpStatus;
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

	@GetMapping
	List<Batch> recent(@RequestParam(defaultValue = "20") @Min(value = 1, message = LIMIT_RULE) @Max(value = 1000,
			message = LIMIT_RULE) int limit, @RequestParam(defaultValue = "") Set<BatchState> state) {
		return this.history.recent(state.isEmpty() ? EnumSet.allOf(BatchState.class) : state, limit);
	}

	@GetMapping("/{number}")
	BatchDetails details(@PathVariable long number) {
		return this.repairs.details(number);
	}

	@PostMapping
	@ResponseStatus(HttpStatus.ACCEPTED)
	Batch sealNow() {
		return this.coordinator.sealNow();
	}

	@PostMapping("/{number}/retry")
	@ResponseStatus(HttpStatus.ACCEPTED)
	Batch retry(@PathVariable long number, @RequestBody(required = false) @Nullable Conditions conditions) {
		return this.repairs.retry(number, conditions != null && conditions.acceptDifferences());
	}

	@PostMapping("/{number}/dry-run")
	DryRunResult dryRun(@PathVariable long number) {
		return this.repairs.dryRun(number);
	}

	@PostMapping("/{number}/find-culprit")
	CulpritResult findCulprit(@PathVariable long number) {
		return this.repairs.findCulprit(number);
	}

	@PostMapping("/{number}/set-aside")
	Batch setAside(@PathVariable long number) {
		return this.repairs.setAside(number);
	}

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

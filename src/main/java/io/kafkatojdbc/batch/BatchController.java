package io.kafkatojdbc.batch;

import java.util.List;

import io.kafkatojdbc.ledger.Batch;
import io.kafkatojdbc.ledger.BatchHistory;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Batches over HTTP: what they were, and sealing one by hand. */
@RestController
@RequestMapping("/api/batches")
class BatchController {

	private static final String LIMIT_RULE = "the limit is from 1 to 1000";

	private final BatchCoordinator coordinator;

	private final BatchHistory history;

	BatchController(BatchCoordinator coordinator, BatchHistory history) {
		this.coordinator = coordinator;
		this.history = history;
	}

	@GetMapping
	List<Batch> recent(@RequestParam(defaultValue = "20") @Min(value = 1, message = LIMIT_RULE) @Max(value = 1000,
			message = LIMIT_RULE) int limit) {
		return this.history.recent(limit);
	}

	@PostMapping
	@ResponseStatus(HttpStatus.ACCEPTED)
	Batch sealNow() {
		return this.coordinator.sealNow();
	}

}

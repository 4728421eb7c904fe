package io.kafkatojdbc.batch;

import io.kafkatojdbc.ledger.BatchHistory;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** Tells over HTTP where the pipeline stands. */
@RestController
class StatusController {

	private static final int HISTORY = 5;

	private final BatchHistory history;

	private final PipelineReport report;

	StatusController(BatchHistory history, PipelineReport report) {
		this.history = history;
		this.report = report;
	}

	/**
	 * Tells how many rows the open batch has, and of the last five finished ones their
	 * rows and how long they took.
	 * @return the rows and the history
	 */
	@RequestMapping(path = "/status", method = { RequestMethod.GET, RequestMethod.POST })
	BatchCountStatus batchCount() {
		return BatchCountStatus.of(this.history.current().open(), this.history.finished(HISTORY));
	}

	/**
	 * Tells what the pipeline does now.
	 * @return the phase and the batches under way
	 */
	@GetMapping("/api/status")
	PipelineStatus status() {
		return this.report.now();
	}

}

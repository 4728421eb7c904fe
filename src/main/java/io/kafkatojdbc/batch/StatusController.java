package io.kafkatojdbc.batch;

import io.kafkatojdbc.ledger.BatchHistory;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/** Shows the status of the pipeline over HTTP. */
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
	 * Returns the number of rows in the open batch, and the rows and the duration of each
	 * of the last five finished batches.
	 * @return the rows and the history
	 */
	@RequestMapping(path = "/status", method = { RequestMethod.GET, RequestMethod.POST })
	BatchCountStatus batchCount() {
		return BatchCountStatus.of(this.history.current().open(), this.history.finished(HISTORY));
	}

	/**
	 * Returns what the pipeline does now.
	 * @return the phase and the batches that are not finished
	 */
	@GetMapping("/api/status")
	PipelineStatus status() {
		return this.report.now();
	}

}

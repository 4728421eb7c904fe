package io.kafkatojdbc.batch;

import java.util.Optional;

import io.kafkatojdbc.ledger.BatchHistory;
import io.kafkatojdbc.ledger.BatchHistory.CurrentBatches;
import io.kafkatojdbc.pipeline.Pipeline;

import org.springframework.stereotype.Component;

/** Reports the status of the pipeline. */
@Component
public class PipelineReport {

	private final BatchCoordinator coordinator;

	private final BatchHistory history;

	private final ConsumerPause consumers;

	private final Pipeline pipeline;

	private final BatchLimits limits;

	PipelineReport(BatchCoordinator coordinator, BatchHistory history, ConsumerPause consumers, Pipeline pipeline,
			BatchLimits limits) {
		this.coordinator = coordinator;
		this.history = history;
		this.consumers = consumers;
		this.pipeline = pipeline;
		this.limits = limits;
	}

	PipelineStatus now() {
		return status(this.history.current());
	}

	/**
	 * Returns the status that the coordinator saw at its last look. This method does not
	 * query the database.
	 * @return the status of the pipeline, or empty before the coordinator's first look
	 */
	public Optional<PipelineStatus> lastSeen() {
		return Optional.ofNullable(this.coordinator.lastLook().batches()).map(this::status);
	}

	private PipelineStatus status(CurrentBatches batches) {
		return PipelineStatus.of(this.pipeline, batches, this.consumers.isPaused(),
				TriggerStatus.of(batches.open(), this.limits.get(), batches.now()));
	}

}

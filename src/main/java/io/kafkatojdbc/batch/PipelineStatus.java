package io.kafkatojdbc.batch;

import io.kafkatojdbc.ledger.Batch;
import io.kafkatojdbc.ledger.BatchHistory.CurrentBatches;
import io.kafkatojdbc.ledger.BatchState;
import io.kafkatojdbc.pipeline.Pipeline;
import org.jspecify.annotations.Nullable;

/**
 * The status of the pipeline.
 *
 * @param pipeline the name of the pipeline
 * @param topic the topic that the pipeline reads
 * @param phase what the pipeline does now
 * @param paused whether this instance's consumers are paused
 * @param open the batch that takes rows
 * @param unfinished the batch before the open batch, until that batch is cleared
 * @param triggers how far the open batch is from being complete
 */
public record PipelineStatus(String pipeline, String topic, Phase phase, boolean paused, Batch open,
		@Nullable Batch unfinished, TriggerStatus triggers) {

	static PipelineStatus of(Pipeline pipeline, CurrentBatches batches, boolean paused, TriggerStatus triggers) {
		Batch unfinished = batches.unfinished().orElse(null);
		return new PipelineStatus(pipeline.name(), pipeline.topic(), phase(unfinished), paused, batches.open(),
				unfinished, triggers);
	}

	private static Phase phase(@Nullable Batch unfinished) {
		if (unfinished == null) {
			return Phase.COLLECTING;
		}
		return (unfinished.state() == BatchState.FAILED) ? Phase.FAILED : Phase.MERGING;
	}

	/** The phase of a pipeline. */
	public enum Phase {

		/** Rows are staged into the open batch. */
		COLLECTING,

		/** A batch is on its way into the target table. */
		MERGING,

		/** The merge of a batch failed, and later batches wait for it. */
		FAILED

	}

}

package io.kafkatojdbc.pipeline;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.kafkatojdbc.pipeline.MergeSettings.Mode;
import io.kafkatojdbc.pipeline.MergeSettings.OnFailure;
import io.kafkatojdbc.pipeline.Pipeline.StartFrom;

/** Pipelines to test parts of the service with. */
public final class Pipelines {

	private Pipelines() {
	}

	/**
	 * Returns a pipeline that brings the topic {@code films} through the table
	 * {@code films_staging}, with every other setting as by default.
	 * @return the pipeline
	 */
	public static Pipeline films() {
		return films(new RecordSettings(1_000, RecordFormat.JSON, RecordFormat.JSON, null, null, null, null,
				Envelope.NONE, null, List.of("m")));
	}

	/**
	 * Returns the same pipeline for other records.
	 * @param record how records are read
	 * @return the pipeline
	 */
	public static Pipeline films(RecordSettings record) {
		return new Pipeline("films", "films", "films_staging", "merge_films", StartFrom.EARLIEST, null, List.of(), "id",
				Duration.ofDays(90), new BatchSettings(100, 1_000_000, Duration.ofMinutes(1), Duration.ofSeconds(10)),
				new MergeSettings(Mode.PAUSE, 1, Duration.ofHours(1), 100, OnFailure.BLOCK),
				new StagingSettings(Duration.ofSeconds(10)), record, Map.of());
	}

}

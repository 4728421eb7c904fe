-- Batches that are merged in slices side by side, each in a transaction of its own.

CREATE TABLE ingest.batch_slice (
	pipeline         text NOT NULL,
	batch            bigint NOT NULL,
	slice            smallint NOT NULL,
	slices           smallint NOT NULL,
	merge_started_at timestamptz,
	merged_at        timestamptz,
	rows_merged      bigint,
	PRIMARY KEY (pipeline, batch, slice),
	FOREIGN KEY (pipeline, batch) REFERENCES ingest.batch ON DELETE CASCADE,
	CHECK (slice BETWEEN 0 AND slices - 1)
);
COMMENT ON TABLE ingest.batch_slice IS 'Slice s of n of a batch are its rows with kafka_partition % n = s; a batch without slices is merged as a whole';
COMMENT ON COLUMN ingest.batch_slice.merged_at IS 'When its rows were in the target table; NULL until then';

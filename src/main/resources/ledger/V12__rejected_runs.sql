-- How many records of each partition were rejected in a row, so that a topic that changes its format is not rejected as a whole.

-- Another instance may be staging a large poll meanwhile.
SET LOCAL lock_timeout = '60s';

CREATE TABLE ingest.rejected_run (
	pipeline        text NOT NULL,
	kafka_partition integer NOT NULL,
	records         bigint NOT NULL CHECK (records > 0),
	until_offset    bigint NOT NULL,
	changed_at      timestamptz NOT NULL DEFAULT clock_timestamp(),
	PRIMARY KEY (pipeline, kafka_partition),
	FOREIGN KEY (pipeline, kafka_partition) REFERENCES ingest.partition_offset ON DELETE CASCADE
) WITH (fillfactor = 50);
COMMENT ON TABLE ingest.rejected_run IS 'How many records of a partition were rejected since the last one that became a row';
COMMENT ON COLUMN ingest.rejected_run.until_offset IS 'The offset after the last of these records; the entry counts only until a later record of the partition is staged';

-- What orders the versions of a key across partitions, and the partitions that were added to a topic.

-- Another instance may be staging a large poll meanwhile.
SET LOCAL lock_timeout = '60s';

ALTER TABLE ingest.partition_offset
	ADD COLUMN kafka_order timestamptz,
	ADD COLUMN waits_for bigint;
COMMENT ON COLUMN ingest.partition_offset.kafka_order IS 'The order of the last record before next_offset; no later record of the partition has a lower one';
COMMENT ON COLUMN ingest.partition_offset.waits_for IS 'The growth of the topic that added the partition, while the older partitions are not merged up to their ends as of then; NULL if the partition may be read';

ALTER TABLE ingest.rejected_record ADD COLUMN kafka_order timestamptz;
COMMENT ON COLUMN ingest.rejected_record.kafka_order IS 'The order of the record among all versions of its key';

CREATE TABLE ingest.partition_growth (
	pipeline          text NOT NULL REFERENCES ingest.pipeline,
	number            bigint NOT NULL CHECK (number > 0),
	partitions_before integer NOT NULL,
	older_partitions  integer[] NOT NULL,
	older_ends        bigint[] NOT NULL,
	seen_at           timestamptz NOT NULL DEFAULT clock_timestamp(),
	seen_in_batch     bigint NOT NULL,
	released_at       timestamptz,
	released_in_batch bigint,
	PRIMARY KEY (pipeline, number),
	CHECK (cardinality(older_partitions) = cardinality(older_ends))
);
COMMENT ON TABLE ingest.partition_growth IS 'Partitions that were added to the topic of a pipeline; their records wait for the older partitions';
COMMENT ON COLUMN ingest.partition_growth.older_ends IS 'Where each of the older partitions ended when the growth was seen';
COMMENT ON COLUMN ingest.partition_growth.seen_in_batch IS 'The batch that was open then; from this batch to released_in_batch, batches are merged as a whole';

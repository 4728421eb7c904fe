-- How the service notices that the broker has lost records which are staged, and others have taken their offsets.

-- Another instance may be staging a large poll meanwhile.
SET LOCAL lock_timeout = '60s';

-- NULL where the broker's records have no epoch. A version of the service that does not know these columns advances
-- next_offset alone; the three of them count only while followed_offset is next_offset.
ALTER TABLE ingest.partition_offset
	ADD COLUMN leader_epoch integer,
	ADD COLUMN epoch_offset bigint,
	ADD COLUMN followed_offset bigint;
COMMENT ON COLUMN ingest.partition_offset.leader_epoch IS 'Epoch of the leader that wrote the last record before epoch_offset';
COMMENT ON COLUMN ingest.partition_offset.epoch_offset IS 'The offset after the last record; from there to next_offset the partition has no records for a consumer';
COMMENT ON COLUMN ingest.partition_offset.followed_offset IS 'The next_offset that leader_epoch and epoch_offset belong to';

CREATE TABLE ingest.log_cut (
	pipeline        text NOT NULL REFERENCES ingest.pipeline,
	kafka_partition integer NOT NULL,
	from_offset     bigint NOT NULL,
	to_offset       bigint NOT NULL,
	seen_at         timestamptz NOT NULL DEFAULT clock_timestamp(),
	PRIMARY KEY (pipeline, kafka_partition),
	CHECK (from_offset < to_offset)
);
COMMENT ON TABLE ingest.log_cut IS 'Partitions whose staged records the broker has lost; nothing of them is staged until an operator decides';
COMMENT ON COLUMN ingest.log_cut.from_offset IS 'The first offset whose record was lost';
COMMENT ON COLUMN ingest.log_cut.to_offset IS 'The next offset to stage when the cut was noticed';

-- What becomes of batches and records that went wrong, and how current the target is.

ALTER TABLE ingest.pipeline ADD COLUMN first_batch bigint NOT NULL DEFAULT 1;
COMMENT ON COLUMN ingest.pipeline.first_batch IS 'The first batch of the topic as it is now; a topic that is made anew counts its offsets anew';

ALTER TABLE ingest.batch
	ADD COLUMN set_aside_at timestamptz,
	ADD COLUMN differences_accepted boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN ingest.batch.differences_accepted IS 'Whether an operator wants it merged although it does not add up';

-- Batches that are not merged are few, and looked for all the time.
CREATE INDEX batch_not_merged ON ingest.batch (pipeline, number) WHERE state NOT IN ('MERGED', 'CLEARED');

ALTER TABLE ingest.batch_part
	ADD COLUMN last_timestamp timestamptz,
	ADD COLUMN rows_found bigint,
	ADD COLUMN rejected_found bigint;
COMMENT ON COLUMN ingest.batch_part.last_timestamp IS 'Kafka timestamp of its last record';
COMMENT ON COLUMN ingest.batch_part.rows_found IS 'Rows counted in the staging table by the merge, without records that were retried';
COMMENT ON COLUMN ingest.batch_part.rejected_found IS 'Rejected records counted by the merge';
CREATE INDEX batch_part_by_partition ON ingest.batch_part (pipeline, kafka_partition, batch);

ALTER TABLE ingest.rejected_record
	ADD COLUMN code text NOT NULL DEFAULT 'OTHER',
	ADD COLUMN state text NOT NULL DEFAULT 'WAITING' CHECK (state IN ('WAITING', 'RETRIED', 'DISCARDED')),
	ADD COLUMN retried_in bigint,
	ADD COLUMN changed_at timestamptz;
COMMENT ON COLUMN ingest.rejected_record.code IS 'The kind of its reason';
COMMENT ON COLUMN ingest.rejected_record.retried_in IS 'The batch that took its row when it was tried again';
CREATE INDEX rejected_record_by_batch ON ingest.rejected_record (pipeline, batch);
CREATE INDEX rejected_record_retried ON ingest.rejected_record (pipeline, retried_in) WHERE retried_in IS NOT NULL;
CREATE INDEX rejected_record_waiting ON ingest.rejected_record (pipeline, kafka_partition, kafka_offset)
	WHERE state = 'WAITING';

CREATE TABLE ingest.log_end (
	pipeline        text NOT NULL REFERENCES ingest.pipeline,
	kafka_partition integer NOT NULL,
	end_offset      bigint NOT NULL,
	seen_at         timestamptz NOT NULL,
	PRIMARY KEY (pipeline, kafka_partition)
) WITH (fillfactor = 50);
COMMENT ON TABLE ingest.log_end IS 'Where each partition of the topic ended when the service looked last';

CREATE VIEW ingest.freshness AS
SELECT o.pipeline, o.kafka_partition, m.merged_offset, o.next_offset AS staged_offset, e.end_offset,
	CASE WHEN m.merged_offset >= e.end_offset THEN e.seen_at ELSE t.last_timestamp END AS complete_until,
	(SELECT count(*) FROM ingest.rejected_record r
		WHERE r.pipeline = o.pipeline AND r.kafka_partition = o.kafka_partition AND r.state = 'WAITING')
		AS rejected_waiting
FROM ingest.partition_offset o
JOIN ingest.pipeline l ON l.name = o.pipeline
CROSS JOIN LATERAL (
	SELECT coalesce(min(p.from_offset) FILTER (WHERE p.staged > 0), o.next_offset) AS merged_offset
	FROM ingest.batch b
	JOIN ingest.batch_part p ON p.pipeline = b.pipeline AND p.batch = b.number
	WHERE b.pipeline = o.pipeline AND b.number >= l.first_batch AND b.state NOT IN ('MERGED', 'CLEARED')
		AND p.kafka_partition = o.kafka_partition) m
LEFT JOIN LATERAL (
	SELECT p.last_timestamp
	FROM ingest.batch_part p
	WHERE p.pipeline = o.pipeline AND p.kafka_partition = o.kafka_partition AND p.batch >= l.first_batch
		AND p.next_offset <= m.merged_offset AND p.last_timestamp IS NOT NULL
	ORDER BY p.batch DESC LIMIT 1) t ON true
LEFT JOIN ingest.log_end e ON e.pipeline = o.pipeline AND e.kafka_partition = o.kafka_partition;
COMMENT ON VIEW ingest.freshness IS 'How current the target is';
COMMENT ON COLUMN ingest.freshness.merged_offset IS 'The first offset that is not in the target';
COMMENT ON COLUMN ingest.freshness.complete_until IS 'Every record until then is in the target, but for rejected ones: when the end of the topic was seen last, if it is merged, or else the timestamp of the last merged record';

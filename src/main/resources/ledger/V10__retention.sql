-- Old batches are found without reading all of them, and a batch set aside long ago does not slow the view freshness.

SET LOCAL lock_timeout = '60s';

CREATE INDEX batch_cleared ON ingest.batch (pipeline, cleared_at, number) WHERE state = 'CLEARED';
CREATE INDEX rejected_record_decided ON ingest.rejected_record (pipeline, changed_at) WHERE state <> 'WAITING';
CREATE INDEX batch_differences ON ingest.batch (pipeline, number) WHERE differences_accepted;

CREATE OR REPLACE VIEW ingest.freshness AS
SELECT o.pipeline, o.kafka_partition, m.merged_offset, o.next_offset AS staged_offset, e.end_offset,
	CASE WHEN m.merged_offset >= e.end_offset THEN e.seen_at ELSE t.last_timestamp END AS complete_until,
	(SELECT count(*) FROM ingest.rejected_record r
		WHERE r.pipeline = o.pipeline AND r.kafka_partition = o.kafka_partition AND r.state = 'WAITING')
		AS rejected_waiting
FROM ingest.partition_offset o
JOIN ingest.pipeline l ON l.name = o.pipeline
CROSS JOIN LATERAL (
	-- A partition that went back begins before the part of the batch in which it did.
	SELECT coalesce(min(least(p.from_offset, p.next_offset - p.staged - p.rejected)) FILTER (WHERE p.staged > 0),
			o.next_offset) AS merged_offset,
		coalesce(min(p.batch) FILTER (WHERE p.staged > 0), 9223372036854775807) AS first_unmerged
	FROM ingest.batch b
	JOIN ingest.batch_part p ON p.pipeline = b.pipeline AND p.batch = b.number
	WHERE b.pipeline = o.pipeline AND b.number >= l.first_batch AND b.state NOT IN ('MERGED', 'CLEARED')
		AND p.kafka_partition = o.kafka_partition
		AND NOT EXISTS (SELECT FROM ingest.batch_slice s
			WHERE s.pipeline = b.pipeline AND s.batch = b.number AND s.merged_at IS NOT NULL
				AND p.kafka_partition % s.slices = s.slice)) m
LEFT JOIN LATERAL (
	SELECT p.last_timestamp
	FROM ingest.batch_part p
	WHERE p.pipeline = o.pipeline AND p.kafka_partition = o.kafka_partition AND p.batch >= l.first_batch
		AND p.batch < m.first_unmerged AND p.next_offset <= m.merged_offset AND p.last_timestamp IS NOT NULL
	ORDER BY p.batch DESC LIMIT 1) t ON true
LEFT JOIN ingest.log_end e ON e.pipeline = o.pipeline AND e.kafka_partition = o.kafka_partition;

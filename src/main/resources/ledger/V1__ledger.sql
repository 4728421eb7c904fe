-- The ledger: what was staged and merged. It changes in the same transaction as the rows it speaks of.

CREATE TABLE ingest.pipeline (
	name            text PRIMARY KEY,
	topic           text NOT NULL,
	topic_id        text NOT NULL,
	cluster_id      text NOT NULL,
	consumer_group  text NOT NULL,
	staging_table   text NOT NULL UNIQUE,
	merge_procedure text NOT NULL,
	created_at      timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE ingest.pipeline IS 'What each pipeline reads, stages and merges; a service that is set up differently refuses to start';

-- Updated at every poll: the free space lets the new version of a row stay on its page.
CREATE TABLE ingest.partition_offset (
	pipeline        text NOT NULL REFERENCES ingest.pipeline,
	kafka_partition integer NOT NULL,
	next_offset     bigint NOT NULL CHECK (next_offset >= 0),
	PRIMARY KEY (pipeline, kafka_partition)
) WITH (fillfactor = 50);
COMMENT ON COLUMN ingest.partition_offset.next_offset IS 'The first offset that is not yet staged, rejected or skipped';

CREATE TABLE ingest.batch (
	pipeline         text NOT NULL REFERENCES ingest.pipeline,
	number           bigint NOT NULL CHECK (number > 0),
	slot             smallint NOT NULL CHECK (slot IN (0, 1)),
	state            text NOT NULL CHECK (state IN ('OPEN', 'SEALED', 'MERGED', 'CLEARED', 'FAILED', 'SET_ASIDE')),
	reason           text CHECK (reason IN ('ROWS', 'AGE', 'QUIET', 'MANUAL')),
	opened_at        timestamptz NOT NULL DEFAULT clock_timestamp(),
	sealed_at        timestamptz,
	merge_started_at timestamptz,
	merged_at        timestamptz,
	cleared_at       timestamptz,
	rows_merged      bigint,
	attempts         integer NOT NULL DEFAULT 0,
	next_attempt_at  timestamptz,
	error            text,
	PRIMARY KEY (pipeline, number)
);
COMMENT ON COLUMN ingest.batch.reason IS 'Why the batch was sealed';
COMMENT ON COLUMN ingest.batch.rows_merged IS 'What the procedure reported in p_merged; NULL where it has no such parameter';
COMMENT ON COLUMN ingest.batch.next_attempt_at IS 'When a failed merge is tried again; NULL where trying again cannot help';

CREATE UNIQUE INDEX batch_one_open ON ingest.batch (pipeline) WHERE state = 'OPEN';
CREATE UNIQUE INDEX batch_one_per_slot ON ingest.batch (pipeline, slot)
	WHERE state IN ('OPEN', 'SEALED', 'MERGED', 'FAILED');

CREATE TABLE ingest.batch_part (
	pipeline        text NOT NULL,
	batch           bigint NOT NULL,
	kafka_partition integer NOT NULL,
	from_offset     bigint NOT NULL,
	next_offset     bigint NOT NULL,
	staged          bigint NOT NULL,
	rejected        bigint NOT NULL,
	skipped         bigint NOT NULL,
	first_staged_at timestamptz,
	last_staged_at  timestamptz,
	PRIMARY KEY (pipeline, batch, kafka_partition),
	FOREIGN KEY (pipeline, batch) REFERENCES ingest.batch ON DELETE CASCADE,
	CHECK (next_offset - from_offset = staged + rejected + skipped)
) WITH (fillfactor = 50);
COMMENT ON COLUMN ingest.batch_part.skipped IS 'Offsets without a record: compacted away, or markers of transactions';

CREATE TABLE ingest.rejected_record (
	pipeline        text NOT NULL,
	kafka_partition integer NOT NULL,
	kafka_offset    bigint NOT NULL,
	kafka_timestamp timestamptz,
	batch           bigint NOT NULL,
	reason          text NOT NULL,
	key             bytea,
	value           bytea,
	header_names    text[] NOT NULL,
	header_values   bytea[] NOT NULL,
	rejected_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
	PRIMARY KEY (pipeline, kafka_partition, kafka_offset)
);
COMMENT ON TABLE ingest.rejected_record IS 'Records that could not become rows of the staging table, with the reason';

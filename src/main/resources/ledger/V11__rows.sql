-- One record may become several rows, or none. Versions of the service that do not know these columns make one row of each
-- record.

-- Another instance may be staging a large poll meanwhile.
SET LOCAL lock_timeout = '60s';

ALTER TABLE ingest.batch_part ADD COLUMN extra_rows bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN ingest.batch_part.staged IS 'Records that became rows';
COMMENT ON COLUMN ingest.batch_part.extra_rows IS 'Rows beyond the first row of each of these records';
COMMENT ON COLUMN ingest.batch_part.skipped IS 'Offsets without a record (compacted away, or markers of transactions), and records that are meant to have no row';

ALTER TABLE ingest.rejected_record ADD COLUMN retried_rows bigint NOT NULL DEFAULT 1;
COMMENT ON COLUMN ingest.rejected_record.retried_rows IS 'The rows that it became when it was tried again, if retried_in is not NULL';
COMMENT ON COLUMN ingest.rejected_record.retried_in IS 'The batch that took its rows when it was tried again; NULL if it was meant to have none';

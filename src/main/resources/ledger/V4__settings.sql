-- What is changed while the service runs, so that it holds after a restart and in other instances as well.

CREATE TABLE ingest.setting_change (
	pipeline   text NOT NULL REFERENCES ingest.pipeline,
	number     bigint NOT NULL CHECK (number > 0),
	instance   text,
	key        text NOT NULL,
	old_value  text,
	new_value  text,
	changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
	changed_by text,
	from_batch bigint,
	PRIMARY KEY (pipeline, number)
);
COMMENT ON TABLE ingest.setting_change IS 'The last change of a setting is what holds; the others tell how it came to that';
COMMENT ON COLUMN ingest.setting_change.instance IS 'The instance whose consumers these are; NULL for what all instances share';
COMMENT ON COLUMN ingest.setting_change.new_value IS 'NULL for what the configuration says';
COMMENT ON COLUMN ingest.setting_change.from_batch IS 'The batch that was open when it took effect; NULL until then';
CREATE INDEX setting_change_by_key ON ingest.setting_change (pipeline, key, number);
CREATE INDEX setting_change_by_batch ON ingest.setting_change (pipeline, from_batch);

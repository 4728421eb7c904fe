-- The sample: films arrive as {"id": "17", "name": "..."}, and the record's key is their id.

CREATE TABLE films (
	id              text PRIMARY KEY,
	name            text NOT NULL,
	kafka_partition integer,
	kafka_offset    bigint,
	kafka_order     timestamptz
);

INSERT INTO films (id, name) VALUES ('0', 'The Dark Knight');

-- The service's own columns come first: they have a fixed width, and in the first places they need the least
-- space and time.
CREATE TABLE films_staging (
	batch           bigint NOT NULL,
	kafka_offset    bigint NOT NULL,
	kafka_order     timestamptz NOT NULL,
	kafka_partition integer NOT NULL,
	slot            smallint NOT NULL,
	id              text NOT NULL,
	name            text NOT NULL
) PARTITION BY LIST (slot);

CREATE TABLE films_staging_0 PARTITION OF films_staging (slot DEFAULT 0) FOR VALUES IN (0);
CREATE TABLE films_staging_1 PARTITION OF films_staging (slot DEFAULT 1) FOR VALUES IN (1);
CREATE TABLE films_staging_set_aside PARTITION OF films_staging DEFAULT;
-- So that merges do not read rows of other batches that are set aside
CREATE INDEX ON films_staging_set_aside (batch);

-- Keeps the last version of each film. Within a partition, kafka_order never decreases from one offset to the
-- next; it also orders versions that are in different partitions because partitions were added to the topic.
-- A version that is older than the target's version is left out.
-- Sorting in collation "C" is cheaper than in the database's collation, and the order of the ids does not matter.
-- With p_slice and p_slices, slices of a batch can be merged side by side: each partition is in one slice.
CREATE PROCEDURE merge_films(p_batch bigint, p_slice integer DEFAULT 0, p_slices integer DEFAULT 1,
	INOUT p_merged bigint DEFAULT NULL)
LANGUAGE plpgsql AS $$
BEGIN
	PERFORM pg_sleep(extract(epoch FROM current_setting('films.merge_delay', true)::interval))
	WHERE current_setting('films.merge_delay', true) <> '';

	INSERT INTO films AS f (id, name, kafka_partition, kafka_offset, kafka_order)
	SELECT DISTINCT ON (s.id COLLATE "C") s.id, s.name, s.kafka_partition, s.kafka_offset, s.kafka_order
	FROM films_staging s
	WHERE s.batch = p_batch AND s.kafka_partition % p_slices = p_slice
	ORDER BY s.id COLLATE "C", s.kafka_order DESC, s.kafka_partition DESC, s.kafka_offset DESC
	ON CONFLICT (id) DO UPDATE
		SET name = excluded.name, kafka_partition = excluded.kafka_partition, kafka_offset = excluded.kafka_offset,
			kafka_order = excluded.kafka_order
		WHERE f.kafka_order IS NULL OR (f.kafka_order, f.kafka_partition, f.kafka_offset)
			< (excluded.kafka_order, excluded.kafka_partition, excluded.kafka_offset);

	GET DIAGNOSTICS p_merged = ROW_COUNT;
END
$$;

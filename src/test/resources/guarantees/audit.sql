-- The sample with versions, and a procedure that does what the sample's does, notes in its own transaction what it
-- has seen, and can be made to misbehave.

ALTER TABLE films ADD COLUMN version bigint;
ALTER TABLE films_staging
	ADD COLUMN version bigint NOT NULL CHECK (version < 1000000000),
	ADD COLUMN remark varchar(20);

-- A row for every staged row that a merge found
CREATE TABLE merge_audit (batch bigint, kafka_partition integer, kafka_offset bigint);

-- A row for every call that took effect
CREATE TABLE merge_note (batch bigint, slice integer, slices integer, rows bigint);

-- Versions that came to a merge after later ones
CREATE TABLE order_violation (batch bigint, id text, version bigint, after bigint);

-- What goes wrong now
CREATE TABLE fault (name text PRIMARY KEY);

CREATE SEQUENCE merge_call;

CREATE FUNCTION has_fault(wanted text) RETURNS boolean LANGUAGE sql AS 'SELECT EXISTS (SELECT FROM fault WHERE name = wanted)';

CREATE FUNCTION fill_disk() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
	IF has_fault(TG_ARGV[0]) THEN
		RAISE EXCEPTION 'could not extend file: No space left on device' USING ERRCODE = 'disk_full';
	END IF;
	RETURN NULL;
END
$$;
CREATE TRIGGER fill_disk AFTER INSERT ON films_staging_0 EXECUTE FUNCTION fill_disk('staging disk full');
CREATE TRIGGER fill_disk AFTER INSERT ON films_staging_1 EXECUTE FUNCTION fill_disk('staging disk full');
CREATE TRIGGER fill_disk AFTER INSERT OR UPDATE ON films EXECUTE FUNCTION fill_disk('merge disk full');

-- Within a batch versions go up with their order, and none is older than the target's, unless the film has moved to
-- another partition. A batch that was set aside is merged after later ones on purpose.
CREATE PROCEDURE audit_order(p_batch bigint, p_slice integer, p_slices integer) LANGUAGE plpgsql AS $$
BEGIN
	INSERT INTO order_violation
	SELECT p_batch, id, version, after
	FROM (SELECT s.id, s.version, coalesce(
			lag(s.version) OVER (PARTITION BY s.id ORDER BY s.kafka_order, s.kafka_partition, s.kafka_offset),
			f.version) AS after
		FROM films_staging s LEFT JOIN films f ON f.id = s.id AND f.kafka_partition = s.kafka_partition
		WHERE s.batch = p_batch AND s.kafka_partition % p_slices = p_slice) s
	WHERE version < after
		AND NOT EXISTS (SELECT FROM ingest.batch b WHERE b.number = p_batch AND b.set_aside_at IS NOT NULL);
END
$$;

CREATE OR REPLACE PROCEDURE merge_films(p_batch bigint, p_slice integer DEFAULT 0, p_slices integer DEFAULT 1,
	INOUT p_merged bigint DEFAULT NULL)
LANGUAGE plpgsql AS $$
BEGIN
	IF has_fault('commits') THEN
		COMMIT;
	END IF;
	IF has_fault('takes time') THEN
		PERFORM pg_sleep(1.5);
	END IF;
	IF has_fault('hangs') THEN
		PERFORM pg_sleep(600);
	END IF;
	IF has_fault('fails') OR (has_fault('fails every third time') AND nextval('merge_call') % 3 = 0) THEN
		RAISE EXCEPTION 'the procedure fails';
	END IF;
	IF has_fault('poison') AND EXISTS (SELECT FROM films_staging
			WHERE batch = p_batch AND kafka_partition % p_slices = p_slice AND name = 'poison') THEN
		RAISE EXCEPTION 'the procedure does not like a film';
	END IF;

	CALL audit_order(p_batch, p_slice, p_slices);
	INSERT INTO merge_audit SELECT batch, kafka_partition, kafka_offset FROM films_staging
	WHERE batch = p_batch AND kafka_partition % p_slices = p_slice;
	INSERT INTO merge_note SELECT p_batch, p_slice, p_slices, count(*) FROM films_staging
	WHERE batch = p_batch AND kafka_partition % p_slices = p_slice;

	INSERT INTO films AS f (id, name, version, kafka_partition, kafka_offset, kafka_order)
	SELECT DISTINCT ON (s.id COLLATE "C") s.id, s.name, s.version, s.kafka_partition, s.kafka_offset, s.kafka_order
	FROM films_staging s
	WHERE s.batch = p_batch AND s.kafka_partition % p_slices = p_slice
	ORDER BY s.id COLLATE "C", s.kafka_order DESC, s.kafka_partition DESC, s.kafka_offset DESC
	ON CONFLICT (id) DO UPDATE
		SET name = excluded.name, version = excluded.version, kafka_partition = excluded.kafka_partition,
			kafka_offset = excluded.kafka_offset, kafka_order = excluded.kafka_order
		WHERE f.kafka_order IS NULL OR (f.kafka_order, f.kafka_partition, f.kafka_offset)
			< (excluded.kafka_order, excluded.kafka_partition, excluded.kafka_offset);
	GET DIAGNOSTICS p_merged = ROW_COUNT;

	IF has_fault('slow when set aside') AND EXISTS (
			SELECT FROM ingest.batch WHERE number = p_batch AND set_aside_at IS NOT NULL) THEN
		PERFORM pg_sleep(2);
	END IF;
END
$$;

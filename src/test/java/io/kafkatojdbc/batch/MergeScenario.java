package io.kafkatojdbc.batch;

import java.time.Duration;

import io.kafkatojdbc.testing.Films;
import io.kafkatojdbc.testing.Pipeline;
import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.ServiceLauncher;
import io.kafkatojdbc.testing.TestDatabase;
import io.kafkatojdbc.testing.TestServers;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A topic, with one partition unless more are asked for, a database, and a procedure that
 * a test puts in place.
 */
final class MergeScenario implements AutoCloseable {

	static final Duration PATIENCE = Duration.ofSeconds(30);

	private final TestDatabase database = TestServers.database();

	private final String topic;

	private final Pipeline pipeline;

	private final Films films;

	MergeScenario() {
		this(1);
	}

	MergeScenario(int partitions) {
		this.topic = TestServers.topic(partitions);
		this.pipeline = new Pipeline(this.database, this.topic);
		this.films = new Films(TestServers.bootstrapServers(), this.topic);
	}

	ServiceLauncher launcher(String quietPeriod, int maxRows, String maxAge) {
		return new ServiceLauncher(this.database, TestServers.bootstrapServers(), this.topic)
			.with("ingest.consumers", "lucas")
			.with("ingest.batch.quiet-period", quietPeriod)
			.with("ingest.batch.max-rows", maxRows)
			.with("ingest.batch.max-age", maxAge);
	}

	TestDatabase database() {
		return this.database;
	}

	String topic() {
		return this.topic;
	}

	Films films() {
		return this.films;
	}

	static String merge(String rest) {
		return """
				INSERT INTO films SELECT DISTINCT ON (id) id, name, kafka_partition, kafka_offset FROM films_staging
				WHERE batch = p_batch AND kafka_partition % p_slices = p_slice
				ORDER BY id, kafka_offset DESC ON CONFLICT (id) DO UPDATE SET name = excluded.name;
				""" + rest;
	}

	void replaceProcedure(String body) {
		this.database.execute("""
				CREATE OR REPLACE PROCEDURE merge_films(p_batch bigint, p_slice integer DEFAULT 0,
					p_slices integer DEFAULT 1, INOUT p_merged bigint DEFAULT NULL)
				LANGUAGE plpgsql AS $$ BEGIN %s END $$
				""".formatted(body));
	}

	void awaitAllMerged() {
		this.pipeline.awaitAllMerged(this.films);
	}

	static void awaitBatch(Service service, int number, String state) {
		await("batch %d %s".formatted(number, state)).atMost(PATIENCE)
			.untilAsserted(() -> assertThat(batch(service, number).get("state").asString()).isEqualTo(state));
	}

	static JsonNode batch(Service service, int number) {
		return service.get("/api/batches/" + number).json();
	}

	/** The coordinator looks at the ledger only so often. */
	static void awaitHealth(Service service, String... reasons) {
		await("health").atMost(PATIENCE)
			.untilAsserted(() -> assertThat(service.get("/health").body()).contains(reasons));
	}

	long count(String from) {
		return this.database.jdbc().sql("SELECT count(*) FROM " + from).query(Long.class).single();
	}

	@Override
	public void close() {
		this.films.close();
	}

}

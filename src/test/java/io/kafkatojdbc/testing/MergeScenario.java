package io.kafkatojdbc.testing;

import java.time.Duration;

import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A topic, with one partition unless more are asked for, a database, and a procedure that
 * a test puts in place.
 */
public final class MergeScenario implements AutoCloseable {

	/** How long to wait for what has to happen soon. */
	public static final Duration PATIENCE = Duration.ofSeconds(30);

	private final TestDatabase database = TestServers.database();

	private final String topic;

	private final Pipeline pipeline;

	private final Films films;

	/**
	 * Creates a scenario with a topic of one partition.
	 */
	public MergeScenario() {
		this(1);
	}

	/**
	 * Creates a scenario.
	 * @param partitions how many partitions the topic has
	 */
	public MergeScenario(int partitions) {
		this.topic = TestServers.topic(partitions);
		this.pipeline = new Pipeline(this.database, this.topic);
		this.films = new Films(TestServers.bootstrapServers(), this.topic);
	}

	/**
	 * Returns a launcher of a service with the consumer {@code lucas}.
	 * @param quietPeriod silence that completes a batch
	 * @param maxRows rows that complete a batch
	 * @param maxAge age that completes a batch
	 * @return the launcher
	 */
	public ServiceLauncher launcher(String quietPeriod, int maxRows, String maxAge) {
		return new ServiceLauncher(this.database, TestServers.bootstrapServers(), this.topic)
			.with("ingest.consumers", "lucas")
			.with("ingest.batch.quiet-period", quietPeriod)
			.with("ingest.batch.max-rows", maxRows)
			.with("ingest.batch.max-age", maxAge);
	}

	/**
	 * Returns the database.
	 * @return the database
	 */
	public TestDatabase database() {
		return this.database;
	}

	/**
	 * Returns the topic.
	 * @return its name
	 */
	public String topic() {
		return this.topic;
	}

	/**
	 * Returns the producer of the topic.
	 * @return the producer
	 */
	public Films films() {
		return this.films;
	}

	/**
	 * Returns a body of the procedure that merges a slice.
	 * @param rest further statements
	 * @return the body
	 */
	public static String merge(String rest) {
		return """
				INSERT INTO films SELECT DISTINCT ON (id) id, name, kafka_partition, kafka_offset FROM films_staging
				WHERE batch = p_batch AND kafka_partition % p_slices = p_slice
				ORDER BY id, kafka_offset DESC ON CONFLICT (id) DO UPDATE SET name = excluded.name;
				""" + rest;
	}

	/**
	 * Replaces the procedure.
	 * @param body its body
	 */
	public void replaceProcedure(String body) {
		this.database.execute("""
				CREATE OR REPLACE PROCEDURE merge_films(p_batch bigint, p_slice integer DEFAULT 0,
					p_slices integer DEFAULT 1, INOUT p_merged bigint DEFAULT NULL)
				LANGUAGE plpgsql AS $$ BEGIN %s END $$
				""".formatted(body));
	}

	/**
	 * Waits until every film is in the target.
	 */
	public void awaitAllMerged() {
		this.pipeline.awaitAllMerged(this.films);
	}

	/**
	 * Waits until a batch is in a state.
	 * @param service the service to ask
	 * @param number the number of the batch
	 * @param state the state
	 */
	public static void awaitBatch(Service service, int number, String state) {
		await("batch %d %s".formatted(number, state)).atMost(PATIENCE)
			.untilAsserted(() -> assertThat(batch(service, number).get("state").asString()).isEqualTo(state));
	}

	/**
	 * Returns a batch.
	 * @param service the service to ask
	 * @param number the number of the batch
	 * @return the batch
	 */
	public static JsonNode batch(Service service, int number) {
		return service.get("/api/batches/" + number).json();
	}

	/**
	 * Waits for health, since the coordinator looks at the ledger only so often.
	 * @param service the service to ask
	 * @param reasons what health has to say
	 */
	public static void awaitHealth(Service service, String... reasons) {
		await("health").atMost(PATIENCE)
			.untilAsserted(() -> assertThat(service.get("/health").body()).contains(reasons));
	}

	/**
	 * Counts rows.
	 * @param from a table, and conditions
	 * @return how many rows there are
	 */
	public long count(String from) {
		return this.database.jdbc().sql("SELECT count(*) FROM " + from).query(Long.class).single();
	}

	@Override
	public void close() {
		this.films.close();
	}

}

package io.kafkatojdbc.faults;

import java.time.Duration;

import io.kafkatojdbc.testing.Films;
import io.kafkatojdbc.testing.Pipeline;
import io.kafkatojdbc.testing.ServiceLauncher;
import io.kafkatojdbc.testing.TestDatabase;
import io.kafkatojdbc.testing.TestServers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A pipeline for faults to strike: a topic, a database, the films that are sent, and a
 * service with small batches.
 */
final class TestPipeline implements AutoCloseable {

	/**
	 * The target does not show whether a batch was merged twice, or whether a version of
	 * a film was lost that had a later one, and the ledger's counts tell what should be
	 * there. So each merge that takes effect leaves a note of the rows it found.
	 */
	private static final String NOTE_MERGES = """
			CREATE TABLE merge_note (rows bigint);
			CREATE FUNCTION note_merge() RETURNS trigger LANGUAGE plpgsql AS $$
				BEGIN
					INSERT INTO merge_note SELECT count(*) FROM films_staging s
					JOIN ingest.batch b ON b.number = s.batch WHERE b.state IN ('SEALED', 'FAILED');
					RETURN NULL;
				END $$;
			CREATE TRIGGER note_merge AFTER INSERT ON films EXECUTE FUNCTION note_merge();
			""";

	private final String topic;

	private final TestDatabase database;

	private final Films films;

	private final Pipeline pipeline;

	/**
	 * Creates a pipeline with a topic of its own.
	 * @param database an empty database
	 * @param partitions how many partitions the topic has
	 */
	TestPipeline(TestDatabase database, int partitions) {
		this.topic = TestServers.topic(partitions);
		this.database = database.withSample();
		this.database.execute(NOTE_MERGES);
		this.films = new Films(TestServers.bootstrapServers(), this.topic);
		this.pipeline = new Pipeline(database, this.topic);
	}

	/** Returns a launcher for a service; what it is given besides wins over these. */
	ServiceLauncher launcher() {
		return new ServiceLauncher(this.database, TestServers.bootstrapServers(), this.topic)
			.javaOption("-Dingest.batch.max-rows=1000")
			.javaOption("-Dingest.batch.max-age=2s")
			.javaOption("-Dingest.batch.quiet-period=1s")
			.javaOption("-Dspring.kafka.consumer.properties.session.timeout.ms=6000");
	}

	String topic() {
		return this.topic;
	}

	TestDatabase database() {
		return this.database;
	}

	Films films() {
		return this.films;
	}

	/** Sends a film every millisecond while something happens. */
	void sendWhile(Runnable action) {
		Films.Sending sending = this.films.sendEvery(Duration.ofMillis(1));
		try {
			action.run();
		}
		finally {
			sending.close();
		}
	}

	/** Counts the rows that were staged until now. */
	long staged() {
		return this.pipeline.staged();
	}

	/** Counts the batches that were merged until now. */
	long mergedBatches() {
		return this.pipeline.mergedBatches();
	}

	/** Returns how far the ledger is, over all partitions. */
	long ledger() {
		return this.database.jdbc()
			.sql("SELECT sum(next_offset) FROM ingest.partition_offset")
			.query(Long.class)
			.single();
	}

	/** Waits until more than so many rows were staged. */
	void awaitStagedBeyond(long rows) {
		await("more than %d rows staged".formatted(rows)).atMost(Duration.ofSeconds(60))
			.pollInterval(Duration.ofMillis(10))
			.ignoreExceptions()
			.until(() -> staged() > rows);
	}

	/**
	 * Waits until the target holds the last version of every film, and checks that each
	 * record was staged once and each batch merged once.
	 */
	void awaitAllMerged() {
		this.pipeline.awaitAllMerged(this.films);
		assertThat(staged()).as("rows staged").isEqualTo(this.films.sent());
		assertThat(note("sum(rows)")).as("rows found by merges that took effect").isEqualTo(this.films.sent());
		assertThat(note("count(*)")).as("merges that took effect").isEqualTo(mergedBatches());
	}

	private long note(String what) {
		return this.database.jdbc().sql("SELECT " + what + " FROM merge_note").query(Long.class).single();
	}

	@Override
	public void close() {
		this.films.close();
	}

}

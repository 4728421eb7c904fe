package io.kafkatojdbc.batch;

import io.kafkatojdbc.testing.Films;
import io.kafkatojdbc.testing.Pipeline;
import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.ServiceLauncher;
import io.kafkatojdbc.testing.TestDatabase;
import io.kafkatojdbc.testing.TestServers;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A batch may have many more rows than the service has memory for: of what is staged, it
 * keeps nothing.
 */
class LargeBatchIT {

	private static final int RECORDS = 1_000_000;

	/** All that the service needs without any row is about half of it. */
	private static final String HEAP = "-Xmx112m";

	private final TestDatabase database = TestServers.database();

	private final String topic = TestServers.topic(2);

	private final Pipeline pipeline = new Pipeline(this.database, this.topic);

	@Test
	void aBacklogIsABatchInASmallHeap() {
		try (Films films = new Films(TestServers.bootstrapServers(), this.topic, 10_000)) {
			films.send(RECORDS);
			try (Service service = start()) {
				this.pipeline.awaitAllMerged(films);
				assertThat(service.isRunning()).isTrue();
				assertThat(rowsOfLargestBatch()).isEqualTo(RECORDS);
			}
		}
	}

	private long rowsOfLargestBatch() {
		return this.database.jdbc()
			.sql("SELECT max(staged) FROM (SELECT sum(staged) AS staged FROM ingest.batch_part GROUP BY batch) b")
			.query(Long.class)
			.single();
	}

	private Service start() {
		return new ServiceLauncher(this.database, TestServers.bootstrapServers(), this.topic).javaOption(HEAP)
			.javaOption("-XX:+ExitOnOutOfMemoryError")
			.with("ingest.consumers", "lucas,jon")
			.with("ingest.batch.max-rows", RECORDS)
			.with("ingest.batch.max-rows-behind", RECORDS)
			.with("ingest.batch.max-age", "1h")
			.start();
	}

}

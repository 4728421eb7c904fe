package io.kafkatojdbc.topic;

import java.time.Duration;

import io.kafkatojdbc.testing.Films;
import io.kafkatojdbc.testing.Pipeline;
import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.ServiceLauncher;
import io.kafkatojdbc.testing.TestDatabase;
import io.kafkatojdbc.testing.TestServers;
import org.junit.jupiter.api.Test;

import static org.awaitility.Awaitility.await;

/** Who asks the database how current the target is, learns where the topic ends. */
class LogEndIT {

	private final TestDatabase database = TestServers.database();

	private final String topic = TestServers.topic(2);

	@Test
	void isNotedWhenItComesToRestAndAgainWhileItStays() {
		try (Service service = new ServiceLauncher(this.database, TestServers.bootstrapServers(), this.topic)
			.with("ingest.consumers", "lucas")
			.with("ingest.batch.quiet-period", "1s")
			.start(); Films films = new Films(TestServers.bootstrapServers(), this.topic)) {
			films.send(123);
			awaitTrue("the end noted", "coalesce(sum(end_offset), 0) = 123 FROM ingest.log_end");
			new Pipeline(this.database, this.topic).awaitAllMerged(films);
			awaitTrue("a current target",
					"min(complete_until) > clock_timestamp() - interval '5 s' FROM ingest.freshness");
			this.database.execute("CREATE TABLE before AS SELECT max(seen_at) FROM ingest.log_end");
			awaitTrue("it noted again", "min(seen_at) > (SELECT max FROM before) FROM ingest.log_end");
			// Both partitions at once, by the time before the broker was asked
			awaitTrue("one time for all",
					"count(DISTINCT seen_at) = 1 AND max(seen_at) < clock_timestamp() " + "FROM ingest.log_end");
			service.terminate();
		}
	}

	private void awaitTrue(String what, String condition) {
		await(what).atMost(Duration.ofSeconds(20))
			.until(() -> Boolean.TRUE
				.equals(this.database.jdbc().sql("SELECT " + condition).query(Boolean.class).single()));
	}

}

package io.kafkatojdbc.database;

import java.net.http.HttpHeaders;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import io.kafkatojdbc.testing.Films;
import io.kafkatojdbc.testing.HttpTarget.Answer;
import io.kafkatojdbc.testing.Pipeline;
import io.kafkatojdbc.testing.Problem;
import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.ServiceLauncher;
import io.kafkatojdbc.testing.TestDatabase;
import io.kafkatojdbc.testing.TestServers;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Readers over HTTP, however many and however slow, hold up neither the coordinator nor
 * consumers, and a procedure's message is one line of the log.
 */
class ManyReadersIT {

	private static final int READERS = 30;

	private static final String FORGERY = """
			CREATE FUNCTION forge() RETURNS trigger LANGUAGE plpgsql AS
				$$ BEGIN RAISE EXCEPTION E'no film\\n2026-01-01 INFO all is well \\x1b[2J'; END $$;
			CREATE TRIGGER forge BEFORE INSERT OR UPDATE ON films FOR EACH STATEMENT EXECUTE FUNCTION forge();
			""";

	private final TestDatabase database = TestServers.database();

	private final String topic = TestServers.topic(2);

	private final AtomicBoolean reading = new AtomicBoolean(true);

	private final AtomicInteger refused = new AtomicInteger();

	@Test
	void slowQuestionsHoldUpNoMerge() throws SQLException {
		ExecutorService readers = Executors.newFixedThreadPool(READERS);
		try (Service service = new ServiceLauncher(this.database, TestServers.bootstrapServers(), this.topic)
			.with("ingest.consumers", "lucas")
			.with("ingest.batch.quiet-period", "500ms")
			.start(); Films films = new Films(TestServers.bootstrapServers(), this.topic)) {
			films.send(10);
			new Pipeline(this.database, this.topic).awaitAllMerged(films);
			assertMergesWhileQuestionsAreSlow(service, films, readers);
			this.reading.set(false);
			await("questions that are answered again").atMost(Duration.ofSeconds(30))
				.until(() -> service.get("/api/config/changes").status() == 200);
			assertThat(service.log()).doesNotContain("The coordinator can't go on", "holds back");
			assertThatAMessageOfTheProcedureIsOneLine(service, films);
		}
		finally {
			this.reading.set(false);
			readers.shutdownNow();
		}
	}

	private void assertMergesWhileQuestionsAreSlow(Service service, Films films, ExecutorService readers)
			throws SQLException {
		try (Connection lock = this.database.dataSource().getConnection()) {
			makeQuestionsSlow(lock);
			for (int i = 0; i < READERS; i++) {
				readers.execute(() -> read(service));
			}
			await("readers that are refused").atMost(Duration.ofSeconds(30)).until(() -> this.refused.get() > READERS);
			films.send(150);
			new Pipeline(this.database, this.topic).awaitAllMerged(films, Duration.ofSeconds(20));
			assertRefusedWithAReason(service);
			assertThat(service.get("/api/config").status()).as("what needs no database").isEqualTo(200);
			lock.rollback();
		}
	}

	/** Only changes of settings are read from this table, and not by the coordinator. */
	private static void makeQuestionsSlow(Connection lock) throws SQLException {
		lock.setAutoCommit(false);
		try (Statement statement = lock.createStatement()) {
			statement.execute("LOCK TABLE ingest.setting_change IN ACCESS EXCLUSIVE MODE");
		}
	}

	private void read(Service service) {
		while (this.reading.get()) {
			if (service.get("/api/config/changes").status() == 503) {
				this.refused.incrementAndGet();
			}
		}
	}

	private static void assertRefusedWithAReason(Service service) {
		await("an answer to somebody who comes too late").atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
			Answer answer = service.get("/api/batches");
			Problem.check(answer, 503, "Too many requests use the database at the moment");
		});
		await("a header that says when to come again").atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
			HttpHeaders headers = service.headers("GET", "/api/batches");
			assertThat(headers.firstValue("Retry-After")).hasValue("5");
		});
	}

	private void assertThatAMessageOfTheProcedureIsOneLine(Service service, Films films) {
		this.database.execute(FORGERY);
		films.send(1);
		service.awaitLog("Merge of batch \\d+ failed.*no film\\\\n2026-01-01 INFO all is well \\\\u001b\\[2J");
		List<String> lines = service.log().lines().toList();
		assertThat(lines)
			.noneMatch((line) -> line.startsWith("2026-01-01 INFO all is well") || line.contains("\u001b"));
	}

}

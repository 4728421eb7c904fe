package io.kafkatojdbc.database;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.kafkatojdbc.testing.HttpTarget;
import io.kafkatojdbc.testing.MergeScenario;
import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.TestUsers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * PostgreSQL's errors quote the row that they are about. Callers without the role
 * {@code records} see these errors without the row.
 */
class ErrorsWithoutRowsIT {

	private static final String SECRET = "Blofeld";

	private static final List<String> SHOWN = List.of("/health", "/actuator/health", "/status", "/api/status",
			"/api/consumers", "/api/batches", "/api/batches/1");

	private static final String REFUSE = """
			CREATE OR REPLACE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
				$$ BEGIN RAISE EXCEPTION '%s' USING ERRCODE = '%s', DETAIL = NEW.name, HINT = 'try later'; END $$
			""";

	private final MergeScenario scenario = new MergeScenario();

	@AfterEach
	void close() {
		this.scenario.close();
	}

	@Test
	void quoteNoRowToThoseWhoMayNotSeeIt() throws IOException {
		refuse("not now", "55000");
		this.scenario.database()
			.execute("CREATE TRIGGER refuse BEFORE INSERT ON films_staging FOR EACH ROW EXECUTE FUNCTION refuse()");
		try (Service service = this.scenario.launcher("500ms", 100, "1m")
			.with("ingest.merge.max-attempts", 1)
			.start()) {
			this.scenario.films().send("7", SECRET);
			assertShown(service, "/api/consumers", "not now", "Hint: try later", "PL/pgSQL function refuse() line 1");
			refuse("never", "P0001");
			assertShown(service, "/api/consumers", "a constraint or a trigger of the staging table refuses the row",
					"never");
			this.scenario.database()
				.execute(
						"ALTER TABLE films ADD year integer NOT NULL DEFAULT 0; ALTER TABLE films ALTER year DROP DEFAULT");
			this.scenario.database().execute("DROP TRIGGER refuse ON films_staging");
			MergeScenario.awaitBatch(service, 1, "FAILED");
			assertShown(service, "/health", "null value in column", "year", "PL/pgSQL function merge_films(");
			assertRepairsQuoteNothing(service);
			assertThat(service.findInLog(SECRET)).isEmpty();
		}
	}

	private void refuse(String message, String sqlState) {
		this.scenario.database().execute(REFUSE.formatted(message, sqlState));
	}

	private static void assertShown(Service service, String path, String... parts) throws IOException {
		await(path).atMost(MergeScenario.PATIENCE)
			.untilAsserted(() -> assertThat(service.asViewer().get(path).body()).contains(parts));
		for (String shown : SHOWN) {
			assertThat(service.asViewer().get(shown).body()).as(shown).doesNotContain(SECRET);
		}
		await("the page").atMost(MergeScenario.PATIENCE)
			.untilAsserted(() -> assertThat(firstEvent(service)).contains(parts[0]));
		assertThat(firstEvent(service)).doesNotContain(SECRET);
	}

	private static String firstEvent(Service service) throws IOException {
		URLConnection stream = URI.create(service.url("/api/events")).toURL().openConnection();
		stream.setRequestProperty("Authorization", TestUsers.VIEWER);
		try (BufferedReader lines = new BufferedReader(
				new InputStreamReader(stream.getInputStream(), StandardCharsets.UTF_8))) {
			return lines.lines().filter((line) -> line.startsWith("data:{")).findFirst().orElseThrow();
		}
	}

	private static void assertRepairsQuoteNothing(Service service) {
		HttpTarget blind = service.with("Authorization", TestUsers.BLIND_OPERATOR);
		for (String repair : List.of("dry-run", "find-culprit", "set-aside", "merge")) {
			assertThat(blind.post("/api/batches/1/" + repair).body()).as(repair)
				.contains("null value in column")
				.doesNotContain(SECRET);
		}
	}

}

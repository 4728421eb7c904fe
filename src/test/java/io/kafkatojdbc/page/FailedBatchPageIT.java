package io.kafkatojdbc.page;

import io.kafkatojdbc.testing.Films;
import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.ServiceLauncher;
import io.kafkatojdbc.testing.TestDatabase;
import io.kafkatojdbc.testing.TestServers;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A batch that can't be merged is found and repaired from the page alone. */
class FailedBatchPageIT {

	private static final String PROCEDURE = """
			CREATE OR REPLACE PROCEDURE merge_films(p_batch bigint, p_slice integer DEFAULT 0,
				p_slices integer DEFAULT 1, INOUT p_merged bigint DEFAULT NULL)
			LANGUAGE plpgsql AS $$ BEGIN
				%s
				INSERT INTO films SELECT DISTINCT ON (id) id, name, kafka_partition, kafka_offset FROM films_staging
				WHERE batch = p_batch ORDER BY id, kafka_offset DESC ON CONFLICT (id) DO UPDATE SET name = excluded.name;
			END $$
			""";

	private static final String RAISE_FOR_ONE = """
			IF EXISTS (SELECT FROM films_staging WHERE batch = p_batch AND name = 'Poison') THEN
				RAISE EXCEPTION 'no <img src=x> in here';
			END IF;
			""";

	private final TestDatabase database = TestServers.database();

	private final String topic = TestServers.topic(1);

	@BeforeAll
	static void assumeBrowser() {
		Browser.assumeInstalled();
	}

	@Test
	void isShownWithItsReasonSearchedAndMergedOnceItsProcedureIsRepaired() {
		this.database.execute(PROCEDURE.formatted(RAISE_FOR_ONE));
		try (Service service = launch();
				Films films = new Films(TestServers.bootstrapServers(), this.topic);
				Browser browser = Browser.open(service)) {
			films.send(20);
			films.send("17", "Poison");
			films.send(20);
			complete(service, 41);
			awaitState(service, "FAILED");
			browser.awaitTextSoon("#failed", "Batch 1 with 41 rows can't be merged", "no <img src=x> in here",
					"1 attempt failed. It is not tried again by itself.");
			browser.awaitTextSoon("#health", "Not healthy: 1 problem");
			browser.awaitTextSoon("#slots", "batch 1 failed");
			assertThat(browser.ask("return document.querySelectorAll('img[src=x]').length")).isEqualTo(0L);
			browser.click("#failed [data-action=find-culprit]");
			browser.answer(true);
			browser.awaitText("#failed .notice", "It fails for 1 row: partition 0, offset 20");
			browser.awaitText("#failed pre.row", "\"name\": \"Poison\"");
			this.database.execute(PROCEDURE.formatted(""));
			browser.click("#failed [data-action=dry-run]");
			browser.awaitText("#failed .notice", "It would be merged");
			browser.click("#failed [data-action=retry]");
			awaitState(service, "CLEARED");
			browser.awaitGone("#failed");
			assertThat(browser.ask("return document.activeElement.localName")).as("focus").isEqualTo("h1");
			browser.awaitTextSoon("#health", "Healthy");
			browser.awaitTextSoon("#batches [data-key='1']", "merged", "41");
		}
	}

	@Test
	void isSetAsideAndMergedOnItsOwn() {
		this.database.execute(PROCEDURE.formatted(RAISE_FOR_ONE));
		try (Service service = launch();
				Films films = new Films(TestServers.bootstrapServers(), this.topic);
				Browser browser = Browser.open(service)) {
			films.send("17", "Poison");
			complete(service, 1);
			awaitState(service, "FAILED");
			browser.awaitText("#failed", "Batch 1 with 1 row can't be merged");
			browser.click("#failed [data-action=set-aside]");
			browser.answer(true);
			browser.awaitText("#set-aside", "Batch 1: 1 row", "set aside");
			browser.awaitTextSoon("#slots", "Set aside: 1 batch");
			browser.click("#set-aside [data-action=merge]");
			browser.awaitText("#set-aside .notice", "stays set aside", "no <img src=x> in here");
			this.database.execute(PROCEDURE.formatted(""));
			browser.click("#set-aside [data-action=merge]");
			awaitState(service, "CLEARED");
			browser.awaitGone("#set-aside .card");
		}
	}

	@Test
	void isMergedOnItsOwnAlthoughItDoesNotAddUp() {
		this.database.execute(PROCEDURE.formatted(RAISE_FOR_ONE));
		try (Service service = launch();
				Films films = new Films(TestServers.bootstrapServers(), this.topic);
				Browser browser = Browser.open(service)) {
			films.send("17", "Poison");
			films.send(20);
			complete(service, 21);
			awaitState(service, "FAILED");
			service.post("/api/batches/1/set-aside");
			browser.awaitText("#set-aside", "Batch 1: 21 rows");
			assertThat(browser.isShown("#set-aside [data-action=merge-accept]")).isFalse();
			this.database.execute("DELETE FROM films_staging WHERE name = 'Poison'");
			browser.click("#set-aside [data-action=merge]");
			browser.awaitText("#set-aside .notice", "stays set aside", "20");
			browser.click("#set-aside [data-action=merge-accept]");
			browser.answer(true);
			awaitState(service, "CLEARED");
			browser.awaitGone("#set-aside .card");
		}
	}

	private Service launch() {
		return new ServiceLauncher(this.database, TestServers.bootstrapServers(), this.topic)
			.with("ingest.consumers", "lucas")
			.with("ingest.batch.quiet-period", "1h")
			.with("ingest.merge.max-attempts", 1)
			.start();
	}

	private static void complete(Service service, int rows) {
		await("staged films").atMost(Browser.PATIENCE)
			.until(() -> service.get("/api/status").json().at("/open/rows").asInt() == rows);
		service.post("/api/batches");
	}

	private static void awaitState(Service service, String state) {
		await("batch 1 " + state).atMost(Browser.PATIENCE)
			.ignoreExceptions()
			.until(() -> service.get("/api/batches/1").json().get("state").asString().equals(state));
	}

}

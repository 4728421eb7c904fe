package io.kafkatojdbc.page;

import io.kafkatojdbc.testing.Films;
import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.ServiceLauncher;
import io.kafkatojdbc.testing.TestDatabase;
import io.kafkatojdbc.testing.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
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

	private static TestDatabase database;

	private static Service service;

	private static Films films;

	private static Browser browser;

	private int batch;

	@BeforeAll
	static void start() {
		Browser.assumeInstalled();
		database = TestServers.database();
		String topic = TestServers.topic(1);
		films = new Films(TestServers.bootstrapServers(), topic);
		service = new ServiceLauncher(database, TestServers.bootstrapServers(), topic).with("ingest.consumers", "lucas")
			.with("ingest.batch.quiet-period", "1h")
			.with("ingest.merge.max-attempts", 1)
			.start();
		browser = Browser.open(service);
	}

	@AfterAll
	static void stop() {
		if (service != null) {
			browser.close();
			films.close();
			service.close();
		}
	}

	@BeforeEach
	void raiseForOne() {
		database.execute(PROCEDURE.formatted(RAISE_FOR_ONE));
		browser.reload();
		this.batch = service.get("/api/status").json().at("/open/number").asInt();
	}

	@Test
	void isShownWithItsReasonSearchedAndMergedOnceItsProcedureIsRepaired() {
		films.send(20);
		films.send("17", "Poison");
		long offset = films.sent() - 1;
		films.send(20);
		fail(41);
		browser.awaitTextSoon("#failed", "Batch %d with 41 rows can't be merged".formatted(this.batch),
				"no <img src=x> in here", "1 attempt failed. It is not tried again by itself.");
		browser.awaitTextSoon("#health", "Not healthy: 1 problem");
		browser.awaitTextSoon("#slots", "batch %d failed".formatted(this.batch));
		assertThat(browser.ask("return document.querySelectorAll('img[src=x]').length")).isEqualTo(0L);
		browser.click("#failed [data-action=find-culprit]");
		browser.answer(true);
		browser.awaitText("#failed .notice", "It fails for 1 row: partition 0, offset " + offset);
		browser.awaitText("#failed pre.row", "\"name\": \"Poison\"");
		repairProcedure();
		browser.click("#failed [data-action=dry-run]");
		browser.awaitText("#failed .notice", "It would be merged");
		browser.click("#failed [data-action=retry]");
		awaitState("CLEARED");
		browser.awaitGone("#failed");
		assertThat(browser.ask("return document.activeElement.localName")).as("focus").isEqualTo("h1");
		browser.awaitTextSoon("#health", "Healthy");
		browser.awaitTextSoon("#batches [data-key='%d']".formatted(this.batch), "merged", "41");
	}

	@Test
	void isSetAsideAndMergedOnItsOwn() {
		films.send("17", "Poison");
		fail(1);
		browser.awaitText("#failed", "Batch %d with 1 row can't be merged".formatted(this.batch));
		browser.click("#failed [data-action=set-aside]");
		browser.answer(true);
		browser.awaitText("#set-aside", "Batch %d: 1 row".formatted(this.batch), "set aside");
		browser.awaitTextSoon("#slots", "Set aside: 1 batch");
		browser.click("#set-aside [data-action=merge]");
		browser.awaitText("#set-aside .notice", "stays set aside", "no <img src=x> in here");
		repairProcedure();
		browser.click("#set-aside [data-action=merge]");
		awaitState("CLEARED");
		browser.awaitGone("#set-aside .card");
	}

	@Test
	void isMergedOnItsOwnAlthoughItDoesNotAddUp() {
		films.send("17", "Poison");
		films.send(20);
		fail(21);
		service.post("/api/batches/%d/set-aside".formatted(this.batch));
		browser.awaitText("#set-aside", "Batch %d: 21 rows".formatted(this.batch));
		assertThat(browser.isShown("#set-aside [data-action=merge-accept]")).isFalse();
		database.execute("DELETE FROM films_staging WHERE name = 'Poison'");
		browser.click("#set-aside [data-action=merge]");
		browser.awaitText("#set-aside .notice", "stays set aside", "20");
		browser.click("#set-aside [data-action=merge-accept]");
		browser.answer(true);
		awaitState("CLEARED");
		browser.awaitGone("#set-aside .card");
	}

	private static void repairProcedure() {
		database.execute(PROCEDURE.formatted(""));
	}

	private void fail(int rows) {
		await("staged films").atMost(Browser.PATIENCE)
			.until(() -> service.get("/api/status").json().at("/open/rows").asInt() == rows);
		service.post("/api/batches");
		awaitState("FAILED");
	}

	private void awaitState(String state) {
		await("batch %d %s".formatted(this.batch, state)).atMost(Browser.PATIENCE)
			.ignoreExceptions()
			.until(() -> service.get("/api/batches/" + this.batch).json().get("state").asString().equals(state));
	}

}

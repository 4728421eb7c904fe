package io.kafkatojdbc.page;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.kafkatojdbc.testing.Films;
import io.kafkatojdbc.testing.LocalPostgres;
import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.ServiceLauncher;
import io.kafkatojdbc.testing.TestServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A page that is open goes on by itself once what was away is back. */
class PageOutagesIT {

	private static LocalPostgres postgres;

	private static Films films;

	private static ServiceLauncher launcher;

	private static Service service;

	private static Browser browser;

	@BeforeAll
	static void start() {
		Browser.assumeInstalled();
		postgres = LocalPostgres.create();
		String topic = TestServers.topic(1);
		films = new Films(TestServers.bootstrapServers(), topic);
		launcher = new ServiceLauncher(postgres.database("test").withSample(), TestServers.bootstrapServers(), topic)
			.with("ingest.consumers", "lucas")
			.with("ingest.batch.max-rows", 100_000)
			.with("ingest.batch.quiet-period", "1h");
		service = launcher.start();
		browser = Browser.open(service);
	}

	@AfterAll
	static void stop() {
		if (service != null) {
			browser.close();
			service.close();
			films.close();
			postgres.close();
		}
	}

	@Test
	void theServiceIsStartedAgain() {
		assertThat(service.terminate()).isZero();
		browser.awaitTextSoon("#connection", "Connection lost since");
		films.send(17);
		service = launcher.start();
		browser.awaitText("#connection", "Live");
		await("staged films").atMost(Browser.PATIENCE)
			.until(() -> service.get("/api/status").json().get("open").get("rows").asLong() == films.sent());
		browser.awaitTextSoon("#flow-staging .figure", String.valueOf(films.sent()));
	}

	@Test
	void tooManyPagesAreOpen() {
		List<EventStream> others = new ArrayList<>();
		// The service notices at the next snapshot that somebody has left.
		Films.Sending sending = films.sendEvery(Duration.ofMillis(500));
		try {
			browser.ask("dispatchEvent(new Event('pagehide'));");
			await("room for as many others as may be").atMost(Browser.PATIENCE).ignoreExceptions().until(() -> {
				others.add(EventStream.of(service));
				return others.size() == Listeners.MOST;
			});
			browser.ask("dispatchEvent(new Event('pageshow'));");
			browser.awaitText("#connection", "Connection lost since", "50 pages are open already");
			others.remove(0).close();
			browser.awaitText("#connection", "Live");
		}
		finally {
			sending.close();
			others.forEach(EventStream::close);
		}
	}

	@Test
	void theDatabaseIsStopped() {
		browser.awaitText("#health", "Healthy");
		postgres.stop();
		await("health").atMost(Browser.PATIENCE).until(() -> service.get("/health").status() == 503);
		browser.awaitTextSoon("#health", "Not healthy");
		browser.awaitText("#problems", "Batches", "The coordinator can't go on");
		assertThat(browser.text("#connection")).isEqualTo("Live");
		postgres.start();
		browser.awaitText("#health", "Healthy");
		browser.awaitGone("#problems");
	}

}

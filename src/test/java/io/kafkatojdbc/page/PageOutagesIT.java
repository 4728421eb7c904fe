package io.kafkatojdbc.page;

import java.util.ArrayList;
import java.util.List;

import io.kafkatojdbc.testing.Films;
import io.kafkatojdbc.testing.LocalPostgres;
import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.ServiceLauncher;
import io.kafkatojdbc.testing.TestServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A page that is open goes on by itself once what was away is back. */
class PageOutagesIT {

	private final LocalPostgres postgres = LocalPostgres.create();

	private final String topic = TestServers.topic(1);

	private final ServiceLauncher launcher = new ServiceLauncher(this.postgres.database("test").withSample(),
			TestServers.bootstrapServers(), this.topic)
		.with("ingest.consumers", "lucas")
		.with("ingest.batch.quiet-period", "1h");

	@BeforeAll
	static void assumeBrowser() {
		Browser.assumeInstalled();
	}

	@AfterEach
	void close() {
		this.postgres.close();
	}

	@Test
	void theServiceIsStartedAgain() {
		try (Films films = new Films(TestServers.bootstrapServers(), this.topic);
				Service first = this.launcher.start();
				Browser browser = Browser.open(first)) {
			assertThat(first.terminate()).isZero();
			browser.awaitTextSoon("#connection", "Connection lost since");
			films.send(17);
			try (Service second = this.launcher.start()) {
				browser.awaitText("#connection", "Live");
				await("staged films").atMost(Browser.PATIENCE)
					.until(() -> second.get("/api/status").json().get("open").get("rows").asLong() == 17);
				browser.awaitTextSoon("#flow-staging .figure", "17");
			}
		}
	}

	@Test
	void tooManyPagesAreOpen() {
		List<EventStream> others = new ArrayList<>();
		try (Service service = this.launcher.start(); Browser browser = Browser.open(service)) {
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
			others.forEach(EventStream::close);
		}
	}

	@Test
	void theDatabaseIsStopped() {
		try (Service service = this.launcher.start(); Browser browser = Browser.open(service)) {
			browser.awaitText("#health", "Healthy");
			this.postgres.stop();
			await("health").atMost(Browser.PATIENCE).until(() -> service.get("/health").status() == 503);
			browser.awaitTextSoon("#health", "Not healthy");
			browser.awaitText("#problems", "Batches", "The coordinator can't go on");
			assertThat(browser.text("#connection")).isEqualTo("Live");
			this.postgres.start();
			browser.awaitText("#health", "Healthy");
			browser.awaitGone("#problems");
		}
	}

}

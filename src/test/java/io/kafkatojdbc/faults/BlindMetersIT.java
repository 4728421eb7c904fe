package io.kafkatojdbc.faults;

import java.time.Duration;

import io.kafkatojdbc.testing.LocalPostgres;
import io.kafkatojdbc.testing.Scrape;
import io.kafkatojdbc.testing.Service;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What nobody knows while the database is away is not told as if it were known. */
class BlindMetersIT {

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	@Test
	void gaugesSayThatTheyDoNotKnowAndFreshnessGoesOn() {
		try (LocalPostgres postgres = LocalPostgres.create();
				TestPipeline pipeline = new TestPipeline(postgres.database("test"), 2);
				Service service = pipeline.launcher().with("ingest.consumers", "lucas").start()) {
			pipeline.films().send(100);
			pipeline.awaitAllMerged();
			awaitFresh(service);
			postgres.stop();
			await("blind").atMost(PATIENCE).untilAsserted(() -> {
				Scrape scrape = Scrape.of(service);
				assertThat(scrape.sum("ingest_rows_waiting")).isNaN();
				assertThat(scrape.sum("ingest_rows_set_aside")).isNaN();
				assertThat(scrape.sum("ingest_rejected_waiting")).isNaN();
				assertThat(scrape.sum("ingest_lag_records")).isNaN();
				assertThat(scrape.sum("ingest_group_behind_records")).isNaN();
				assertThat(scrape.sum("ingest_healthy")).isZero();
				assertThat(stalest(scrape)).isGreaterThan(30);
			});
			postgres.start();
			awaitFresh(service);
		}
	}

	private static void awaitFresh(Service service) {
		await("fresh").atMost(PATIENCE).untilAsserted(() -> {
			Scrape scrape = Scrape.of(service);
			assertThat(scrape.sum("ingest_rows_waiting")).isZero();
			assertThat(scrape.sum("ingest_lag_records")).isZero();
			assertThat(scrape.sum("ingest_group_behind_records")).isZero();
			assertThat(scrape.sum("ingest_healthy")).isOne();
			assertThat(stalest(scrape)).isLessThan(20);
		});
	}

	private static double stalest(Scrape scrape) {
		return scrape.samples("ingest_freshness_seconds")
			.stream()
			.mapToDouble(Scrape.Sample::value)
			.max()
			.orElseThrow();
	}

}

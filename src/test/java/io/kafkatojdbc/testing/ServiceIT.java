package io.kafkatojdbc.testing;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What the fault tests rely on: the service can be stopped in each way, and goes on. */
class ServiceIT {

	private final TestDatabase database = TestServers.database();

	private final String topic = TestServers.topic(2);

	private final Pipeline pipeline = new Pipeline(this.database, this.topic);

	private final ServiceLauncher launcher = new ServiceLauncher(this.database, TestServers.bootstrapServers(),
			this.topic)
		.with("ingest.consumers", "lucas")
		.with("spring.kafka.consumer.properties.session.timeout.ms", 5_000)
		.with("ingest.batch.quiet-period", "1s");

	@Test
	void goesOnWhenItIsThawedOrStartedAgain() {
		try (Films films = new Films(TestServers.bootstrapServers(), this.topic)) {
			try (Service service = this.launcher.start()) {
				service.freeze();
				films.send(250);
				service.thaw();
				this.pipeline.awaitAllMerged(films);
				service.kill();
			}
			films.send(30);
			try (Service service = this.launcher.packaged().start()) {
				this.pipeline.awaitAllMerged(films);
				assertThat(service.get("/health").status()).isEqualTo(200);
				assertThat(service.get("/api/status").json().isObject()).isTrue();
				assertThat(service.terminate()).isZero();
			}
			assertThat(this.pipeline.stagedInMergedBatches()).isEqualTo(280);
		}
	}

	@Test
	void showsTheEndOfTheOutputWhenItDoesNotSayWhatItShould() {
		try (Service service = this.launcher.with("ingest.batch.max-rows", "0").launch()) {
			assertThat(service.awaitExit()).isEqualTo(1);
			assertThatExceptionOfType(AssertionError.class).isThrownBy(service::awaitStarted)
				.withMessageContaining("Started")
				.withMessageContaining("ingest.batch");
			assertThatExceptionOfType(AssertionError.class)
				.isThrownBy(() -> service.awaitLog("never said", Duration.ofMillis(100)))
				.withMessageContaining("never said");
		}
	}

}

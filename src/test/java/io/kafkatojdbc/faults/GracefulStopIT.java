package io.kafkatojdbc.faults;

import java.io.UncheckedIOException;
import java.time.Duration;

import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.ServiceLauncher;
import io.kafkatojdbc.testing.TestServers;
import io.kafkatojdbc.testing.Topics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * A service that is told to end finishes what it does, and makes room for others at once.
 */
class GracefulStopIT {

	private static final Duration SESSION = Duration.ofSeconds(45);

	private final TestPipeline pipeline = new TestPipeline(TestServers.emptyDatabase(), 2);

	@AfterEach
	void close() {
		this.pipeline.close();
	}

	@Test
	void finishesWhatItStagesAndLeavesTheGroup() {
		try (Service one = instance("one", "lucas").start(); Service two = instance("two", "").start()) {
			new NamedConsumers(one).awaitPartitions(2);
			try (Gate rows = Gate.beforeRows(this.pipeline.database())) {
				rows.shut();
				this.pipeline.films().send(200);
				rows.awaitHeldUp();
				one.askToEnd();
				await("the end begun").until(() -> refuses(one));
				one.askToEnd();
				rows.open();
			}
			assertThat(one.awaitExit()).as("exit code").isZero();
			assertThat(this.pipeline.staged()).as("rows of the poll that was being staged").isPositive();
			assertThat(new Topics(TestServers.bootstrapServers()).committed(this.pipeline.topic()))
				.as("what lag tools see")
				.isEqualTo(this.pipeline.staged());
			assertThat(one.log()).doesNotContain(" ERROR ", "died");
			new NamedConsumers(two).add("jon");
			// Within less than the time-out of a member that has not said goodbye
			new NamedConsumers(two).awaitPartitions(2);
			this.pipeline.awaitAllMerged();
		}
	}

	@Test
	void letsAMergeThatIsRunningEnd() {
		try (Service service = instance("one", "lucas").start();
				Gate merged = Gate.beforeState(this.pipeline.database(), "MERGED")) {
			merged.shut();
			this.pipeline.films().send(100);
			merged.awaitHeldUp();
			service.askToEnd();
			await("the end begun").until(() -> refuses(service));
			merged.open();
			assertThat(service.awaitExit()).as("exit code").isZero();
			assertThat(service.log()).containsPattern("Batch 1 cleared").doesNotContain(" ERROR ", "rolls it back");
			this.pipeline.awaitAllMerged();
		}
	}

	/** First it says so, and soon it accepts no connections. */
	private static boolean refuses(Service service) {
		try {
			return service.get("/actuator/health/readiness").status() == 503;
		}
		catch (UncheckedIOException ex) {
			return true;
		}
	}

	private ServiceLauncher instance(String name, String consumers) {
		return this.pipeline.launcher()
			.with("ingest.instance", name)
			.with("ingest.consumers", consumers)
			.with("spring.kafka.consumer.properties.session.timeout.ms", SESSION.toMillis());
	}

}

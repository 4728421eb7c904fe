package io.kafkatojdbc.faults;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;

import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.ServiceLauncher;
import io.kafkatojdbc.testing.TestServers;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.GroupType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** With {@code group.protocol=consumer}, the broker assigns the partitions. */
class GroupProtocolIT {

	private final TestPipeline pipeline = new TestPipeline(TestServers.emptyDatabase(), 2);

	private final ServiceLauncher launcher = this.pipeline.launcher()
		.groupProtocol("consumer")
		.with("ingest.consumers", "lucas");

	@AfterEach
	void close() {
		this.pipeline.close();
	}

	@Test
	void consumersComeAndGoAndChangeTheirSettings() {
		try (Service service = this.launcher.start()) {
			NamedConsumers consumers = new NamedConsumers(service);
			consumers.awaitPartitions(2);
			assertThat(groupType()).isEqualTo(GroupType.CONSUMER);
			this.pipeline.sendWhile(() -> {
				consumers.add("jon");
				consumers.awaitPartitions(1, 1);
				assertThat(service.get("/config/update/max.poll.records=50").status()).isEqualTo(200);
				consumers.awaitPartitions(1, 1);
				consumers.remove("lucas");
				consumers.awaitPartitions(2);
				this.pipeline.awaitStagedBeyond(this.pipeline.staged());
			});
			this.pipeline.awaitAllMerged();
			assertWell(service);
			assertRefusesWhatIsTheBrokers(service);
			service.kill();
		}
		this.pipeline.films().send(100);
		try (Service service = this.launcher.start()) {
			this.pipeline.awaitAllMerged();
			assertThat(service.terminate()).isZero();
		}
	}

	private void assertWell(Service service) {
		await("a member, and well").during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(30)).until(() -> {
			assertThat(service.get("/api/consumers").json()).allMatch((each) -> each.get("member").asBoolean());
			return service.get("/health").body().equals("HEALTHY");
		});
	}

	private static void assertRefusesWhatIsTheBrokers(Service service) {
		assertThat(service.get("/config/update/session.timeout.ms=10000").body())
			.contains("session.timeout.ms cannot be set when group.protocol=CONSUMER");
		assertThat(service.get("/config/update/group.protocol=classic").body()).contains("set it before the start");
		assertThat(service.setting("group.protocol")).isEqualTo("consumer");
	}

	private GroupType groupType() {
		try (Admin admin = Admin
			.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, TestServers.bootstrapServers()))) {
			return admin.listGroups()
				.all()
				.get()
				.stream()
				.filter((group) -> group.groupId().equals(this.pipeline.topic()))
				.findFirst()
				.orElseThrow()
				.type()
				.orElseThrow();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new IllegalStateException(ex);
		}
		catch (ExecutionException ex) {
			throw new IllegalStateException(ex);
		}
	}

}

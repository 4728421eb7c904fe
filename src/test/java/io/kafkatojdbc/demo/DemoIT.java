package io.kafkatojdbc.demo;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;

import io.kafkatojdbc.testing.LocalBroker;
import io.kafkatojdbc.testing.Ports;
import io.kafkatojdbc.testing.ServerDirectory;
import io.kafkatojdbc.testing.Service;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What the first command of the README promises, on free ports. */
class DemoIT {

	private final DemoRun run = new DemoRun();

	@Test
	void bringsFilmsToTheTargetAndEndsWithoutATrace() {
		try (Service demo = this.run.start()) {
			demo.awaitLog("Films flow", Duration.ofMinutes(2));
			assertThat(demo.get("/consumer/add/jon").body()).isEqualTo("{\"consumers\":[\"lucas\",\"jon\"]}");
			assertThat(this.run.ports()).noneMatch(DemoIT::answersOnOtherAddresses);
			assertThat(demo.asNobody().with("Sec-Fetch-Site", "cross-site").get("/consumer/add/eve").status())
				.isEqualTo(403);
			assertThat(demo.asNobody().get("/actuator/health").body()).contains("components");
			await("end of the demo").atMost(Duration.ofSeconds(10)).until(() -> demo.terminate() == 0);
			assertThat(demo.log()).doesNotContain("ERROR", "Exception", "ingest.security");
		}
		assertThat(this.run.ports()).noneMatch(Ports::taken);
	}

	/** What listens on 127.0.0.1 alone does not on the other addresses of localhost. */
	private static boolean answersOnOtherAddresses(int port) {
		try (Socket socket = new Socket()) {
			socket.connect(new InetSocketAddress("127.0.0.2", port), 1_000);
			return true;
		}
		catch (IOException ex) {
			return false;
		}
	}

	@Test
	void endsWhatAKilledRunHasLeft() {
		try (Service demo = this.run.start()) {
			demo.awaitStarted();
			demo.kill();
			assertThat(Ports.taken(this.run.ports().get(0))).as("PostgreSQL outlives a killed demo").isTrue();
			ServerDirectory.create("next").close();
			assertThat(Ports.taken(this.run.ports().get(0))).isFalse();
		}
	}

	@Test
	@Timeout(60)
	void namesThePortThatIsTakenAndTheSettingToChange() {
		try (LocalBroker other = LocalBroker.create();
				Service demo = this.run.start("--demo.kafka.port=" + other.port())) {
			assertThat(demo.awaitExit()).isEqualTo(1);
			assertThat(demo.log().lines()).singleElement()
				.asString()
				.contains("Port " + other.port(), "Kafka", "--demo.kafka.port=" + (other.port() + 1));
		}
	}

	@Test
	void namesASettingThatCannotBeRead() {
		try (Service demo = this.run.start("--demo.interval=often")) {
			assertThat(demo.awaitExit()).isEqualTo(1);
			assertThat(demo.log().lines()).containsExactly("demo.interval cannot be 'often'; without it, it is 50ms");
		}
	}

}

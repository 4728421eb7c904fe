package io.kafkatojdbc.demo;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

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

	private final int postgresPort = Ports.free();

	private final int kafkaPort = Ports.free();

	private final int serverPort = Ports.free();

	@Test
	void bringsFilmsToTheTargetAndEndsWithoutATrace() throws IOException {
		try (Service demo = start()) {
			demo.awaitLog("Films flow", Duration.ofMinutes(2));
			assertThat(demo.get("/consumer/add/jon").body()).isEqualTo("{\"consumers\":[\"lucas\",\"jon\"]}");
			assertThat(List.of(this.postgresPort, this.kafkaPort, this.serverPort))
				.noneMatch(DemoIT::answersOnOtherAddresses);
			assertThat(demo.asNobody().with("Sec-Fetch-Site", "cross-site").get("/consumer/add/eve").status())
				.isEqualTo(403);
			assertThat(demo.asNobody().get("/actuator/health").body()).contains("components");
			await("end of the demo").atMost(Duration.ofSeconds(10)).until(() -> demo.terminate() == 0);
			assertThat(demo.log()).doesNotContain("ERROR", "Exception", "ingest.security");
		}
		assertThat(List.of(this.postgresPort, this.kafkaPort, this.serverPort)).noneMatch(Ports::taken);
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
	void endsWhatAKilledRunHasLeft() throws IOException {
		try (Service demo = start()) {
			demo.awaitStarted();
			demo.kill();
			assertThat(Ports.taken(this.postgresPort)).as("PostgreSQL outlives a killed demo").isTrue();
			ServerDirectory.create("next").close();
			assertThat(Ports.taken(this.postgresPort)).isFalse();
		}
	}

	@Test
	@Timeout(60)
	void namesThePortThatIsTakenAndTheSettingToChange() throws IOException {
		try (LocalBroker other = LocalBroker.create(); Service demo = start("--demo.kafka.port=" + other.port())) {
			assertThat(demo.awaitExit()).isEqualTo(1);
			assertThat(demo.log().lines()).singleElement()
				.asString()
				.contains("Port " + other.port(), "Kafka", "--demo.kafka.port=" + (other.port() + 1));
		}
	}

	@Test
	void namesASettingThatCannotBeRead() throws IOException {
		try (Service demo = start("--demo.interval=often")) {
			assertThat(demo.awaitExit()).isEqualTo(1);
			assertThat(demo.log().lines()).containsExactly("demo.interval cannot be 'often'; without it, it is 50ms");
		}
	}

	private Service start(String... arguments) throws IOException {
		Path output = Files.createTempFile(Path.of("target"), "demo-", ".log");
		ProcessBuilder builder = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-cp", System.getProperty("java.class.path"), Demo.class.getName());
		builder.command().addAll(List.of(arguments));
		builder.environment().put("DEMO_POSTGRES_PORT", String.valueOf(this.postgresPort));
		builder.environment().put("DEMO_KAFKA_PORT", String.valueOf(this.kafkaPort));
		builder.environment().put("SERVER_PORT", String.valueOf(this.serverPort));
		return new Service(builder.redirectErrorStream(true).redirectOutput(output.toFile()).start(), output,
				this.serverPort);
	}

}

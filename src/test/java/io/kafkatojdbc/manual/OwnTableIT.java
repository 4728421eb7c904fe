package io.kafkatojdbc.manual;

import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.kafkatojdbc.testing.Ports;
import io.kafkatojdbc.testing.TestDatabase;
import io.kafkatojdbc.testing.TestServers;
import io.kafkatojdbc.testing.TestUsers;
import io.kafkatojdbc.testing.Topics;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Somebody has a table {@code orders}, and follows the README from there. */
class OwnTableIT {

	private static final String SECTION = "Bring your own table and procedure";

	private static final String TOPIC = "orders";

	private static final int ORDERS = 100;

	private static final Path OUTPUT = Path.of("target", "own-table.log");

	private final TestDatabase database = TestServers.emptyDatabase();

	private final int port = Ports.free();

	private final Shell shell = new Shell().environment("SERVER_PORT", String.valueOf(this.port))
		.environment("SERVER_ADDRESS", "127.0.0.1")
		.environment("INGEST_BATCH_QUIETPERIOD", "1s")
		.replace("localhost:8080", "localhost:" + this.port)
		.replace("localhost:9092", TestServers.bootstrapServers())
		.replace("jdbc:postgresql://localhost:5432/shop", this.database.jdbcUrl())
		.replace("USERNAME=shop", "USERNAME=" + TestDatabase.USER)
		.replace("PASSWORD=secret", "PASSWORD=" + TestDatabase.USER);

	@Test
	void ordersComeIntoTheirTable() {
		this.database.execute("CREATE TABLE orders (id bigint PRIMARY KEY, customer text, total numeric(12,2), "
				+ "created_at timestamptz)");
		Manual.README.blocks(SECTION, "sql").forEach(this.database::execute);
		List<String> commands = Manual.README.commands(SECTION);
		assertThat(commands).hasSize(4).first().isEqualTo("./mvnw -DskipTests package");
		String hash = this.shell.run(commands.get(1), TestUsers.PASSWORD, TestUsers.PASSWORD);
		this.shell.replace("{bcrypt}$2a$10$…",
				hash.lines()
					.filter((line) -> line.contains("{bcrypt}"))
					.findFirst()
					.orElseThrow()
					.replaceFirst(".*(?=\\{bcrypt})", "")
					.strip());
		new Topics(TestServers.bootstrapServers()).create(TOPIC, 2);
		Process service = this.shell.start("exec env " + commands.get(2), Redirect.to(OUTPUT.toFile()));
		try {
			sendOrders();
			await("orders in their table").atMost(Duration.ofMinutes(1))
				.until(() -> !service.isAlive() || this.database.jdbc()
					.sql("SELECT count(*) FROM orders")
					.query(Integer.class)
					.single() == ORDERS);
			assertThat(service.isAlive()).as("service, of which %s tells more", OUTPUT).isTrue();
			assertThat(this.shell.run(commands.get(3))).isEqualTo("HEALTHY");
		}
		finally {
			service.destroyForcibly();
		}
	}

	private static void sendOrders() {
		try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
				Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, TestServers.bootstrapServers()),
				new ByteArraySerializer(), new ByteArraySerializer())) {
			for (int id = 0; id < ORDERS; id++) {
				var unused = producer.send(new ProducerRecord<>(TOPIC, bytes(id), bytes("""
						{"id": %d, "customer": "Jon", "total": 17.50, "createdAt": "2026-11-23T10:00:00Z"}"""
					.formatted(id))));
			}
		}
	}

	private static byte[] bytes(Object text) {
		return String.valueOf(text).getBytes(StandardCharsets.UTF_8);
	}

}

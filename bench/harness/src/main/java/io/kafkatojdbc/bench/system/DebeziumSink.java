package io.kafkatojdbc.bench.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.kafkatojdbc.bench.server.Child;
import io.kafkatojdbc.bench.server.Database;
import io.kafkatojdbc.bench.server.Ports;
import io.kafkatojdbc.bench.server.Servers;
import io.kafkatojdbc.bench.workload.Topics;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Debezium's JDBC sink. One Kafka Connect worker serves all runs, and each run has a new
 * connector.
 */
class DebeziumSink implements SystemUnderTest {

	private static final JsonMapper json = JsonMapper.shared();

	private final Map<String, String> settings;

	private final Child worker;

	private final LocalHttp http;

	DebeziumSink(Servers servers, Map<String, String> settings) {
		this.settings = settings;
		int port = Ports.free();
		this.http = new LocalHttp(port);
		this.worker = servers.children()
			.java("connect",
					List.of("-Xmx2g", "-Duser.timezone=UTC", "-Dorg.apache.logging.log4j.level=WARN", "-cp",
							servers.kafkaLibs() + "/*", "org.apache.kafka.connect.cli.ConnectStandalone",
							configure(servers, port).toString()));
		this.worker.awaitStart("answer of Kafka Connect", 120, () -> this.http.answers("/connectors"));
	}

	private static Path configure(Servers servers, int port) {
		Path directory = servers.children().directory();
		String properties = """
				bootstrap.servers=%s
				key.converter=org.apache.kafka.connect.storage.StringConverter
				value.converter=org.apache.kafka.connect.json.JsonConverter
				offset.storage.file.filename=%s
				plugin.path=%s
				plugin.discovery=service_load
				listeners=http://127.0.0.1:%d
				connector.client.config.override.policy=All
				""".formatted(servers.kafka().bootstrapServers(),
				directory.resolve("connect-%d.offsets".formatted(port)), servers.connectors(), port);
		try {
			return Files.writeString(directory.resolve("connect-%d.properties".formatted(port)), properties);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void prepare(Trial trial) {
		// The worker runs already, and the start of the connector is not measured.
	}

	@Override
	public void begin(Trial trial) {
		connect(trial, Topics.forConnect(trial.workload()));
	}

	void connect(Trial trial, String topic) {
		Map<String, String> config = new LinkedHashMap<>();
		config.put("connector.class", "io.debezium.connector.jdbc.JdbcSinkConnector");
		config.put("tasks.max", String.valueOf(trial.workload().partitions()));
		config.put("topics", topic);
		config.put("value.converter", "org.apache.kafka.connect.json.JsonConverter");
		config.put("value.converter.schema.content", trial.workload().content().connectSchema().replace("\n", ""));
		config.put("connection.url", trial.database().url());
		config.put("connection.username", Database.USER);
		config.put("connection.password", Database.USER);
		config.put("collection.name.format", trial.workload().name());
		config.put("schema.evolution", "none");
		config.put("insert.mode", "upsert");
		config.put("primary.key.mode", "record_value");
		config.put("primary.key.fields", trial.workload().content().columns().get(0).name());
		config.putAll(this.settings);
		this.http.require("POST", "/connectors",
				json.writeValueAsString(Map.of("name", trial.name(), "config", config)));
	}

	/** In favour of Debezium, the time before its first commit is not measured. */
	@Override
	public Optional<Instant> startedAt(Trial trial) {
		return Optional.empty();
	}

	@Override
	public boolean startsWithFirstVisibleRow() {
		return true;
	}

	@Override
	public void end(Trial trial) {
		this.http.require("DELETE", "/connectors/" + trial.name(), "");
		this.worker.await("consumer group without members", 60,
				() -> trial.servers().kafka().members("connect-" + trial.name()) == 0);
	}

	@Override
	public List<Long> pids() {
		return List.of(this.worker.pid());
	}

	@Override
	public Optional<String> failure(Trial trial) {
		if (!this.worker.isAlive()) {
			return Optional.of(this.worker.failure("Kafka Connect has ended").getMessage());
		}
		JsonNode status = json.readTree(this.http.get("/connectors/" + trial.name() + "/status"));
		return status.path("tasks")
			.valueStream()
			.filter((task) -> "FAILED".equals(task.path("state").asString()))
			.map((task) -> task.path("trace").asString())
			.findFirst();
	}

	@Override
	public void close() {
		this.worker.close();
	}

}

package io.kafkatojdbc.bench.system;

import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import io.kafkatojdbc.bench.server.Child;
import io.kafkatojdbc.bench.server.Database;
import io.kafkatojdbc.bench.server.Ports;
import io.kafkatojdbc.bench.workload.Workload;

/**
 * The packaged service, in a JVM of its own for each run. Before the run it brings other
 * records into the database, since the peers' JVMs have done their work before, too.
 */
class ServiceUnderTest implements SystemUnderTest {

	private static final List<String> CONSUMERS = List.of("lucas", "jon");

	private static final int PATIENCE = 120;

	private final Path jar;

	private final Map<String, String> settings;

	private final int warmUp;

	private final int port = Ports.free();

	private final LocalHttp http = new LocalHttp(this.port);

	private Child process;

	private long firstBatch;

	ServiceUnderTest(Path jar, Map<String, String> settings, int warmUp) {
		this.jar = jar;
		this.settings = settings;
		this.warmUp = warmUp;
	}

	@Override
	public void prepare(Trial trial) {
		trial.database().execute(trial.workload().statements().serviceStaging());
		trial.database().execute(trial.workload().statements().serviceProcedure());
		trial.servers().kafka().createTopic(trial.name(), Workload.PARTITIONS);
		this.firstBatch = 1;
		if (this.warmUp > 0) {
			start(trial, List.of());
			warmUp(trial);
		}
		new ServiceTopic(trial).fill(trial.workload().sequence());
	}

	private void start(Trial trial, List<String> consumers) {
		List<String> command = new ArrayList<>(List.of("-Xmx256m", "-jar", this.jar.toString()));
		command.add("--ingest.topic=" + trial.name());
		command.add("--ingest.staging-table=" + trial.workload().name() + "_staging");
		command.add("--ingest.merge-procedure=merge_" + trial.workload().name());
		command.add("--ingest.consumers=" + String.join(",", consumers));
		command.add("--spring.datasource.url=" + trial.database().url());
		command.add("--spring.datasource.username=" + Database.USER);
		command.add("--spring.kafka.bootstrap-servers=" + trial.servers().kafka().bootstrapServers());
		command.add("--server.address=127.0.0.1");
		command.add("--server.port=" + this.port);
		this.settings.forEach((name, value) -> command.add("--%s=%s".formatted(name, value)));
		this.process = trial.servers().children().java("ours", command);
		this.process.await("answer of the service", PATIENCE, () -> this.http.answers("/actuator/health/liveness"));
	}

	private void warmUp(Trial trial) {
		ServiceTopic topic = new ServiceTopic(trial);
		topic.fill(trial.workload().warmUp(this.warmUp));
		CONSUMERS.forEach((name) -> this.http.require("PUT", "/api/consumers/" + name, ""));
		this.process.await("staged rows of the warm-up", PATIENCE, () -> topic.staged() == this.warmUp);
		this.http.attempt("POST", "/api/batches");
		this.process.await("merged rows of the warm-up", PATIENCE, () -> topic.cleared() == this.warmUp);
		CONSUMERS.forEach((name) -> this.http.require("DELETE", "/api/consumers/" + name, ""));
		this.process.await("consumer group without members", PATIENCE,
				() -> trial.servers().kafka().members(trial.name()) == 0);
		this.firstBatch = topic.openBatch();
		// Unlike an emptied table, a new one has no statistics that say that it is empty
		trial.database().execute("DROP TABLE " + trial.workload().name());
		trial.database().execute(trial.workload().statements().target());
	}

	@Override
	public void begin(Trial trial) {
		if (this.warmUp > 0) {
			CONSUMERS.forEach((name) -> this.http.require("PUT", "/api/consumers/" + name, ""));
		}
		else {
			start(trial, CONSUMERS);
		}
	}

	@Override
	public Instant startedAt(Trial trial, Instant firstVisible) {
		return trial.database()
			.jdbc()
			.sql("SELECT min(first_staged_at) FROM ingest.batch_part WHERE batch >= ?")
			.param(this.firstBatch)
			.query(OffsetDateTime.class)
			.single()
			.toInstant();
	}

	@Override
	public void end(Trial trial) {
		close();
		trial.servers().kafka().deleteTopic(trial.name());
	}

	@Override
	public OptionalLong pid() {
		return (this.process != null) ? OptionalLong.of(this.process.pid()) : OptionalLong.empty();
	}

	@Override
	public Optional<String> failure(Trial trial) {
		return this.process.isAlive() ? Optional.empty()
				: Optional.of(this.process.failure("The service has ended").getMessage());
	}

	@Override
	public void close() {
		if (this.process != null) {
			this.process.close();
		}
	}

}

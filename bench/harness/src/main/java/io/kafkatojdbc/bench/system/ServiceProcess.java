package io.kafkatojdbc.bench.system;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.kafkatojdbc.bench.server.Child;
import io.kafkatojdbc.bench.server.Database;
import io.kafkatojdbc.bench.server.Ports;

/** The packaged service in its own JVM, as a user runs it. */
final class ServiceProcess implements AutoCloseable {

	private static final int PATIENCE = 120;

	private final LocalHttp http;

	private final Child process;

	private ServiceProcess(LocalHttp http, Child process) {
		this.http = http;
		this.process = process;
		process.awaitStart("answer of the service", PATIENCE, () -> http.answers("/actuator/health/liveness"));
	}

	/**
	 * Starts the service.
	 * @param jar the packaged service
	 * @param settings the service's settings, without addresses and names of the run
	 * @param trial the run, whose name is also the topic's name
	 * @return the service
	 */
	static ServiceProcess start(Path jar, Map<String, String> settings, Trial trial) {
		int port = Ports.free();
		Map<String, String> all = new LinkedHashMap<>();
		all.put("ingest.topic", trial.name());
		all.put("ingest.staging-table", trial.workload().name() + "_staging");
		all.put("ingest.merge-procedure", "merge_" + trial.workload().name());
		all.put("spring.datasource.url", trial.database().url());
		all.put("spring.datasource.username", Database.USER);
		all.put("spring.kafka.bootstrap-servers", trial.servers().kafka().bootstrapServers());
		all.put("server.address", "127.0.0.1");
		all.put("server.port", String.valueOf(port));
		all.put("ingest.security.mode", "none");
		all.putAll(settings);
		List<String> command = new ArrayList<>(List.of("-Xmx208m", "-XX:+UseSerialGC", "-jar", jar.toString()));
		all.forEach((name, value) -> command.add("--%s=%s".formatted(name, value)));
		return new ServiceProcess(new LocalHttp(port), trial.servers().children().java("ours", command));
	}

	/**
	 * Creates the staging table and the merge procedure.
	 * @param trial the run
	 */
	static void createTables(Trial trial) {
		trial.database().execute(trial.workload().statements().serviceStaging());
		trial.database().execute(trial.workload().statements().serviceProcedure());
	}

	/**
	 * Adds consumers.
	 * @param names the consumers' names
	 */
	void add(List<String> names) {
		names.forEach((name) -> this.http.require("PUT", "/api/consumers/" + name, ""));
	}

	void remove(List<String> names) {
		names.forEach((name) -> this.http.require("DELETE", "/api/consumers/" + name, ""));
	}

	/**
	 * Completes the open batch. A refusal is ignored, because the batch is then about to
	 * be completed anyway.
	 */
	void completeBatch() {
		this.http.attempt("POST", "/api/batches");
	}

	Child process() {
		return this.process;
	}

	/**
	 * Returns the number of the process.
	 * @return the process id
	 */
	long pid() {
		return this.process.pid();
	}

	/**
	 * Returns the last output of the service, if the service has ended.
	 * @return the output, or empty while the service runs
	 */
	Optional<String> failure() {
		return this.process.isAlive() ? Optional.empty()
				: Optional.of(this.process.failure("The service has ended").getMessage());
	}

	@Override
	public void close() {
		this.process.close();
	}

}

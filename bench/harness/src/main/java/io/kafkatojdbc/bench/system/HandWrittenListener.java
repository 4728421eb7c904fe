package io.kafkatojdbc.bench.system;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.kafkatojdbc.bench.listener.ListenerMain;
import io.kafkatojdbc.bench.listener.ListenerMode;
import io.kafkatojdbc.bench.server.Child;
import io.kafkatojdbc.bench.server.Database;
import io.kafkatojdbc.bench.server.Servers;
import io.kafkatojdbc.bench.workload.Statements;

/**
 * Listeners as people write them with Spring for Apache Kafka. One JVM serves all runs,
 * and each run has a new application context.
 */
class HandWrittenListener implements SystemUnderTest {

	private static final int PATIENCE = 60;

	private static final int POLL_BY_DEFAULT = 500;

	private final ListenerMode mode;

	private final int maxPollRecords;

	private final Child process;

	HandWrittenListener(Servers servers, ListenerMode mode, int maxPollRecords) {
		this.mode = mode;
		this.maxPollRecords = maxPollRecords;
		this.process = servers.children()
			.java("listener",
					List.of("-Xmx2g", "-cp", System.getProperty("java.class.path"), ListenerMain.class.getName()));
	}

	@Override
	public void prepare(Trial trial) {
		if (this.mode.isStaging()) {
			Statements statements = trial.workload().statements();
			trial.database().execute(statements.listenerStaging());
			trial.database().execute(statements.listenerProcedure());
		}
	}

	@Override
	public void begin(Trial trial) {
		List<String> arguments = new ArrayList<>();
		arguments.add("--listener.run=" + trial.name());
		arguments.add("--listener.staging=" + this.mode.isStaging());
		arguments.add("--listener.consumers=" + this.mode.consumers());
		arguments.add("--listener.workload=" + trial.workload().name());
		arguments.add("--spring.datasource.url=" + trial.database().url() + this.mode.urlSuffix());
		arguments.add("--spring.datasource.username=" + Database.USER);
		arguments.add("--spring.kafka.bootstrap-servers=" + trial.servers().kafka().bootstrapServers());
		arguments.add("--spring.kafka.consumer.group-id=" + trial.name());
		arguments.add("--spring.kafka.consumer.max-poll-records=" + this.maxPollRecords);
		if (this.maxPollRecords > POLL_BY_DEFAULT) {
			// Without these settings, a fetch would be smaller than a poll may be.
			arguments.add("--spring.kafka.consumer.properties[max.partition.fetch.bytes]=4194304");
			arguments.add("--spring.kafka.consumer.properties[receive.buffer.bytes]=-1");
		}
		this.process.tell(ListenerMain.START + String.join(" ", arguments));
	}

	@Override
	public Optional<Instant> startedAt(Trial trial) {
		String marker = ListenerMain.FIRST + trial.name() + " ";
		return said(marker).map((line) -> Long.parseLong(line.substring(marker.length())))
			.map((micros) -> Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
	}

	private Optional<String> said(String beginning) {
		return this.process.output().stream().filter((line) -> line.startsWith(beginning)).findFirst();
	}

	@Override
	public void end(Trial trial) {
		this.process.tell(ListenerMain.STOP);
		this.process.await("end of the listeners", PATIENCE,
				() -> said(ListenerMain.STOPPED + trial.name()).isPresent());
	}

	@Override
	public List<Long> pids() {
		return List.of(this.process.pid());
	}

	@Override
	public Optional<String> failure(Trial trial) {
		return this.process.isAlive() ? Optional.empty()
				: Optional.of(this.process.failure("The listeners have ended").getMessage());
	}

	@Override
	public void close() {
		this.process.close();
	}

}

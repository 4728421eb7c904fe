package io.kafkatojdbc.bench.system;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.kafkatojdbc.bench.server.Child;
import io.kafkatojdbc.bench.workload.Sequence;
import io.kafkatojdbc.bench.workload.TopicFiller;

/**
 * The service, which is started again for each run. Before the run it merges other
 * records, because the peers' JVMs have also worked before their runs.
 */
public final class ServiceUnderTest implements SystemUnderTest {

	private static final int PATIENCE = 120;

	private final ServiceSetup setup;

	private final List<ServiceProcess> instances = new ArrayList<>();

	private long firstBatch;

	private Ledger.Batches batches;

	ServiceUnderTest(ServiceSetup setup) {
		this.setup = setup;
	}

	@Override
	public void prepare(Trial trial) {
		ServiceProcess.createTables(trial);
		trial.servers().kafka().createTopic(trial.name(), trial.workload().partitions());
		this.firstBatch = 1;
		if (this.setup.isWarm()) {
			startInstances(trial);
			warmUp(trial);
		}
		fill(trial, trial.workload().sequence());
	}

	private void startInstances(Trial trial) {
		for (int i = 1; i <= this.setup.instances(); i++) {
			Map<String, String> settings = new LinkedHashMap<>(this.setup.settings());
			settings.put("ingest.instance", "instance-" + i);
			this.instances.add(ServiceProcess.start(this.setup.jar(), settings, trial));
		}
	}

	private static void fill(Trial trial, Sequence sequence) {
		new TopicFiller(trial.servers().kafka().bootstrapServers()).fill(trial.name(), trial.workload(), sequence,
				trial.workload().content()::json);
	}

	private void warmUp(Trial trial) {
		Ledger ledger = new Ledger(trial.database());
		Child process = this.instances.get(0).process();
		fill(trial, trial.workload().warmUp(this.setup.warmUp()));
		addConsumers();
		process.await("staged rows of the warm-up", PATIENCE, () -> ledger.staged() == this.setup.warmUp());
		this.instances.get(0).completeBatch();
		process.await("merged rows of the warm-up", PATIENCE, () -> ledger.cleared() == this.setup.warmUp());
		removeConsumers();
		process.await("consumer group without members", PATIENCE,
				() -> trial.servers().kafka().members(trial.name()) == 0);
		this.firstBatch = ledger.openBatch();
		// An emptied table would have statistics that say that it is empty. A new table
		// has none.
		trial.database().execute("DROP TABLE " + trial.workload().name());
		trial.workload().createTarget(trial.database());
	}

	private void addConsumers() {
		for (int i = 0; i < this.instances.size(); i++) {
			this.instances.get(i).add(this.setup.consumers().get(i));
		}
	}

	private void removeConsumers() {
		for (int i = 0; i < this.instances.size(); i++) {
			this.instances.get(i).remove(this.setup.consumers().get(i));
		}
	}

	@Override
	public void begin(Trial trial) {
		if (!this.setup.isWarm()) {
			startInstances(trial);
		}
		addConsumers();
	}

	@Override
	public Optional<Instant> startedAt(Trial trial) {
		Ledger ledger = new Ledger(trial.database());
		this.batches = ledger.batches(this.firstBatch);
		return Optional.of(ledger.firstStagedAt(this.firstBatch));
	}

	/**
	 * Returns the batches that were merged in the last run.
	 * @return the batches, without the batches of the warm-up
	 */
	public Ledger.Batches batches() {
		return this.batches;
	}

	@Override
	public void end(Trial trial) {
		close();
		trial.servers().kafka().deleteTopic(trial.name());
	}

	@Override
	public List<Long> pids() {
		return this.instances.stream().map(ServiceProcess::pid).toList();
	}

	@Override
	public Optional<String> failure(Trial trial) {
		return this.instances.stream().flatMap((instance) -> instance.failure().stream()).findFirst();
	}

	@Override
	public void close() {
		this.instances.forEach(ServiceProcess::close);
		this.instances.clear();
	}

}

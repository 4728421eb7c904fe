package io.kafkatojdbc.faults;

import java.time.Duration;

import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.TestServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Consumers come and go, in one instance of the service and in several. */
class InstancesIT {

	private final TestPipeline pipeline = new TestPipeline(TestServers.emptyDatabase(), 2);

	@AfterEach
	void close() {
		this.pipeline.close();
	}

	@Test
	void oneOfTwoInstancesIsKilled() {
		try (Service one = instance("one", "lucas,jon"); Service two = instance("two", "arya,sansa")) {
			one.awaitStarted();
			two.awaitStarted();
			this.pipeline.sendWhile(() -> {
				this.pipeline.awaitStagedBeyond(2_000);
				new NamedConsumers(one).removeAll();
				new NamedConsumers(two).awaitPartitions(1, 1);
				new NamedConsumers(one).add("lucas");
				this.pipeline.awaitStagedBeyond(this.pipeline.staged() + 500);
				two.kill();
				new NamedConsumers(one).awaitPartitions(2);
				this.pipeline.awaitStagedBeyond(this.pipeline.staged() + 500);
			});
			this.pipeline.awaitAllMerged();
		}
	}

	@Test
	void consumersComeAndGoDuringAMerge() {
		try (Service service = instance("one", "lucas,jon,arya").awaitStarted();
				Gate merge = Gate.beforeState(this.pipeline.database(), "MERGED")) {
			NamedConsumers consumers = new NamedConsumers(service);
			consumers.awaitPartitions(0, 1, 1);
			merge.shut();
			this.pipeline.films().send(100);
			merge.awaitHeldUp();
			consumers.remove("lucas");
			consumers.remove("jon");
			consumers.add("sansa");
			consumers.awaitPartitions(1, 1);
			consumers.awaitState("PAUSED");
			this.pipeline.films().send(100);
			await("nothing staged during the merge").during(Duration.ofSeconds(1))
				.until(() -> this.pipeline.staged() == 100);
			merge.open();
			consumers.awaitState("RUNNING");
			this.pipeline.awaitAllMerged();
			assertThat(service.log()).doesNotContain("ERROR");
		}
	}

	@Test
	void anInstanceWaitsCalmlyForTheMergeOfAnother() {
		try (Service one = instance("one", "lucas"); Service two = instance("two", "jon")) {
			one.awaitStarted();
			two.awaitStarted();
			new NamedConsumers(two).awaitPartitions(1);
			try (Gate merge = Gate.beforeState(this.pipeline.database(), "MERGED")) {
				merge.shut();
				this.pipeline.films().send(100);
				merge.awaitHeldUp();
				Transactions before = transactions();
				await("few looks at the ledger, for three seconds").pollDelay(Duration.ofSeconds(3))
					.until(() -> transactions().perSecondSince(before) < 50);
				merge.open();
				this.pipeline.awaitAllMerged();
			}
		}
	}

	private Transactions transactions() {
		return this.pipeline.database().jdbc().sql("""
				SELECT xact_commit + xact_rollback AS number, extract(epoch FROM clock_timestamp())::float8 AS second
				FROM pg_stat_database WHERE datname = current_database()
				""").query(Transactions.class).single();
	}

	private Service instance(String name, String consumers) {
		return this.pipeline.launcher().with("ingest.instance", name).with("ingest.consumers", consumers).launch();
	}

	/** How many transactions the database has had until a time. */
	record Transactions(long number, double second) {

		double perSecondSince(Transactions before) {
			return (this.number - before.number) / (this.second - before.second);
		}

	}

}

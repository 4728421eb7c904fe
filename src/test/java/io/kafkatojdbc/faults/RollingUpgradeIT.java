package io.kafkatojdbc.faults;

import java.nio.file.Path;
import java.util.List;

import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.ServiceLauncher;
import io.kafkatojdbc.testing.TestServers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An earlier version and this version run side by side, and either of them may join the
 * other: the ledger of the later version serves both.
 */
class RollingUpgradeIT {

	private static final String EARLIER = "dbc3134d71c0e94837ef49545e35bac2a07ea152";

	private final TestPipeline pipeline = new TestPipeline(TestServers.emptyDatabase(), 2);

	@AfterEach
	void close() {
		this.pipeline.close();
	}

	@Test
	void nothingIsLostWhileVersionsReplaceEachOther() {
		Path earlier = EarlierVersion.jar(EARLIER);
		this.pipeline.sendWhile(() -> {
			Service old = launcher("one").packaged(earlier).start();
			awaitStaging(old);
			Service later = launcher("two").start();
			assertThat(migrations()).as("migrations of the ledger").isGreaterThan(4);
			awaitStaging(old, later);
			assertThat(old.terminate()).isZero();
			awaitStaging(later);
			// The way back, should the later version not suit.
			Service again = launcher("one").packaged(earlier).start();
			awaitStaging(later, again);
			assertThat(later.terminate()).isZero();
			awaitStaging(again);
		});
		this.pipeline.awaitAllMerged();
	}

	/** Waits until the instances share the partitions, stage and merge. */
	private void awaitStaging(Service... instances) {
		for (Service each : instances) {
			new NamedConsumers(each).awaitPartitions(2 / instances.length);
		}
		this.pipeline.awaitStagedBeyond(this.pipeline.staged() + 500);
		List.of(instances).forEach((each) -> assertThat(each.log()).doesNotContain(" ERROR "));
	}

	private long migrations() {
		return this.pipeline.database()
			.jdbc()
			.sql("SELECT count(*) FROM ingest.flyway_history WHERE version IS NOT NULL")
			.query(Long.class)
			.single();
	}

	private ServiceLauncher launcher(String instance) {
		return this.pipeline.launcher().with("ingest.instance", instance).with("ingest.consumers", instance);
	}

}

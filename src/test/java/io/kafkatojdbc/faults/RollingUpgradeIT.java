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

	/** The earlier version would reject all records for want of an order. */
	private static final String EARLIER_SAMPLE = """
			ALTER TABLE films_staging DROP COLUMN kafka_order, ADD COLUMN kafka_timestamp timestamptz;
			CREATE OR REPLACE PROCEDURE merge_films(p_batch bigint, p_slice integer DEFAULT 0, p_slices integer DEFAULT 1,
				INOUT p_merged bigint DEFAULT NULL)
			LANGUAGE plpgsql AS $$
			BEGIN
				INSERT INTO films AS f (id, name, kafka_partition, kafka_offset)
				SELECT DISTINCT ON (s.id) s.id, s.name, s.kafka_partition, s.kafka_offset
				FROM films_staging s
				WHERE s.batch = p_batch AND s.kafka_partition % p_slices = p_slice
				ORDER BY s.id, s.kafka_offset DESC
				ON CONFLICT (id) DO UPDATE
					SET name = excluded.name, kafka_partition = excluded.kafka_partition, kafka_offset = excluded.kafka_offset
					WHERE f.kafka_offset IS NULL OR f.kafka_offset < excluded.kafka_offset;
				GET DIAGNOSTICS p_merged = ROW_COUNT;
			END $$
			""";

	private final TestPipeline pipeline = new TestPipeline(TestServers.emptyDatabase(), 2);

	@AfterEach
	void close() {
		this.pipeline.close();
	}

	@Test
	void nothingIsLostWhileVersionsReplaceEachOther() {
		Path earlier = EarlierVersion.jar(EARLIER);
		this.pipeline.database().execute(EARLIER_SAMPLE);
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
		return this.pipeline.launcher()
			.withoutUsers()
			.with("ingest.security.mode", "none")
			.with("ingest.instance", instance)
			.with("ingest.consumers", instance);
	}

}

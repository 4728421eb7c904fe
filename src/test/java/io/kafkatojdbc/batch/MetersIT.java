package io.kafkatojdbc.batch;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.kafkatojdbc.testing.MergeScenario;
import io.kafkatojdbc.testing.Scrape;
import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.ServiceLauncher;
import io.kafkatojdbc.testing.TestServers;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What the meters count adds up as it is said of them, over two instances and a restart.
 */
class MetersIT {

	private static final int GARBAGE = 3;

	private final MergeScenario scenario = new MergeScenario(2);

	private final ServiceLauncher first = this.scenario.launcher("2s", 50, "1h")
		.with("ingest.merge.on-failure", "set-aside")
		.with("ingest.merge.max-attempts", 2);

	private final ServiceLauncher second = new ServiceLauncher(this.scenario.database(), TestServers.bootstrapServers(),
			this.scenario.topic())
		.with("ingest.consumers", "jon")
		.with("ingest.batch.quiet-period", "2s")
		.with("ingest.batch.max-rows", 50)
		.with("ingest.merge.on-failure", "set-aside")
		.with("ingest.merge.max-attempts", 2);

	@AfterEach
	void close() {
		this.scenario.close();
	}

	@Test
	void whatIsStagedIsMergedOrWaitsOrIsSetAside() throws SQLException {
		try (Service lucas = this.first.start(); Service jon = this.second.start()) {
			this.scenario.films().send(300);
			this.scenario.awaitAllMerged();
			sendGarbage();
			awaitRejected(lucas, GARBAGE);
			decideAboutTwo(lucas);
			setABatchAside(lucas);
			sealWithoutMerge(lucas, jon);
			Totals atRest = awaitRelations(0, List.of(), lucas, jon);
			assertThat(atRest.sum("ingest_records_retried_total")).isOne();
			assertThat(atRest.sum("ingest_records_discarded_total")).isOne();
			assertThat(atRest.last("ingest_rejected_waiting")).isOne();
			assertThat(atRest.last("ingest_rows_set_aside")).isGreaterThanOrEqualTo(40);
			assertThat(atRest.sum("ingest_merge_seconds_count", "outcome", "failed")).isGreaterThanOrEqualTo(2);
			assertThat(atRest.sum("ingest_batches_finished_total", "outcome", "set_aside")).isOne();
			atRest.assertWaits(0);
			assertThat(atRest.last("ingest_healthy")).isOne();
			Scrape firstLife = Scrape.of(lucas);
			assertThat(lucas.terminate()).isZero();
			try (Service again = this.first.start()) {
				mergeWhatIsSetAside(again);
				this.scenario.films().send(60);
				Totals all = awaitRelations(0, List.of(firstLife), again, jon);
				assertThat(all.last("ingest_rows_set_aside")).isZero();
				all.assertWaits(1);
			}
		}
	}

	private void sendGarbage() {
		try (Producer<String, String> producer = new KafkaProducer<>(
				Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, TestServers.bootstrapServers()), new StringSerializer(),
				new StringSerializer())) {
			for (int i = 0; i < GARBAGE; i++) {
				var unused = producer.send(new ProducerRecord<>(this.scenario.topic(), 0, "garbage", "no film"));
			}
		}
	}

	private static void awaitRejected(Service service, int records) {
		await("rejected records").atMost(MergeScenario.PATIENCE)
			.until(() -> service.get("/api/rejected").json().size() == records);
	}

	private static void decideAboutTwo(Service service) {
		List<String> places = service.get("/api/rejected")
			.json()
			.valueStream()
			.map((each) -> each.get("partition").asInt() + "/" + each.get("offset").asInt())
			.toList();
		String film = "{\"value\":{\"id\":\"0\",\"name\":\"A Film After All\"}}";
		assertThat(service.post("/api/rejected/" + places.get(0) + "/retry", film).status()).isEqualTo(200);
		assertThat(service.delete("/api/rejected/" + places.get(1)).status()).isEqualTo(204);
	}

	private void setABatchAside(Service service) {
		this.scenario.replaceProcedure("RAISE EXCEPTION 'no more disk for films';");
		this.scenario.films().send(40);
		await("batch set aside").atMost(MergeScenario.PATIENCE)
			.until(() -> service.get("/api/batches?state=SET_ASIDE").json().size() == 1);
		this.scenario.replaceProcedure(MergeScenario.merge(""));
	}

	private void sealWithoutMerge(Service... services) throws SQLException {
		try (Connection merging = this.scenario.database().dataSource().getConnection();
				Statement statement = merging.createStatement()) {
			statement.execute("SELECT pg_advisory_lock(hashtextextended('kafka-to-jdbc-batch merge ' || name, 0)) "
					+ "FROM ingest.pipeline");
			this.scenario.films().send(20);
			// Then what is sealed adds up only once the gauges have caught up
			await("batch sealed").atMost(MergeScenario.PATIENCE)
				.until(() -> services[0].get("/api/batches?state=SEALED").json().size() == 1);
			Totals waiting = awaitRelations(20, List.of(), services);
			assertThat(waiting.last("ingest_rows_waiting", "state", "SEALED")).isEqualTo(20);
			assertThat(waiting.last("ingest_batches_waiting")).isOne();
		}
	}

	private static void mergeWhatIsSetAside(Service service) {
		int number = service.get("/api/batches?state=SET_ASIDE").json().get(0).get("number").asInt();
		assertThat(service.post("/api/batches/%d/merge".formatted(number)).status()).isEqualTo(200);
	}

	/** What is read in the background comes some seconds later. */
	private static Totals awaitRelations(int waiting, List<Scrape> lives, Service... services) {
		await("relations").atMost(Duration.ofSeconds(40)).untilAsserted(() -> {
			Totals totals = totals(lives, services);
			assertThat(totals.last("ingest_rows_waiting")).isEqualTo(waiting);
			assertThat(totals.last("ingest_lag_records")).isZero();
			assertThat(totals.last("ingest_group_behind_records")).isZero();
			totals.assertRelations();
		});
		return totals(lives, services);
	}

	private static Totals totals(List<Scrape> lives, Service... services) {
		return new Totals(lives, List.of(services).stream().map(Scrape::of).toList());
	}

	/**
	 * What all instances tell together.
	 *
	 * @param lives what those told that have ended
	 * @param now what those tell that are there
	 */
	private record Totals(List<Scrape> lives, List<Scrape> now) {

		/** A counter is an instance's, and begins anew with it. */
		double sum(String name, String... labels) {
			return Stream.of(this.lives, this.now)
				.flatMap(List::stream)
				.mapToDouble((scrape) -> scrape.sum(name, labels))
				.sum();
		}

		/** A gauge is the pipeline's, and each instance tells the same. */
		double last(String name, String... labels) {
			List<Double> told = this.now.stream().map((scrape) -> scrape.sum(name, labels)).distinct().toList();
			assertThat(told).as(name).hasSize(1);
			return told.get(0);
		}

		void assertWaits(int mergedOnTheirOwn) {
			assertThat(sum("ingest_batch_wait_seconds_count") + mergedOnTheirOwn)
				.isEqualTo(sum("ingest_merge_seconds_count", "outcome", "merged"));
		}

		void assertRelations() {
			assertThat(sum("ingest_records_polled_total")).isEqualTo(sum("ingest_records_staged_total")
					+ sum("ingest_records_rejected_total") + sum("ingest_records_skipped_total"));
			assertThat(sum("ingest_records_polled_total")).isEqualTo(sum("ingest_poll_size_records_sum"));
			assertThat(sum("ingest_stage_seconds_count", "outcome", "staged"))
				.isEqualTo(sum("ingest_poll_size_records_count"));
			assertThat(sum("ingest_rows_staged_total")).isEqualTo(
					sum("ingest_merge_rows_total") + last("ingest_rows_waiting") + last("ingest_rows_set_aside"));
			assertThat(sum("ingest_records_rejected_total")).isEqualTo(sum("ingest_records_retried_total")
					+ sum("ingest_records_discarded_total") + last("ingest_rejected_waiting"));
			assertThat(sum("ingest_batches_sealed_total"))
				.isEqualTo(sum("ingest_merge_seconds_count", "outcome", "merged") + last("ingest_batches_waiting")
						+ last("ingest_batches_set_aside"));
			assertThat(sum("ingest_batches_finished_total", "outcome", "merged"))
				.isEqualTo(sum("ingest_merge_seconds_count", "outcome", "merged"));
		}

	}

}

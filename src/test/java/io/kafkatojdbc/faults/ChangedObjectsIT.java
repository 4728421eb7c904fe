package io.kafkatojdbc.faults;

import java.util.List;
import java.util.Map;

import io.kafkatojdbc.testing.MergeScenario;
import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.TestServers;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.awaitility.Awaitility.await;

/** The user's table and procedure are changed under two running instances. */
class ChangedObjectsIT {

	private static final String MERGE = """
			INSERT INTO films (id, name, rating)
			SELECT DISTINCT ON (id) id, name, rating FROM films_staging WHERE batch = p_batch
			ORDER BY id, kafka_offset DESC
			ON CONFLICT (id) DO UPDATE SET name = excluded.name, rating = excluded.rating;
			""";

	private final MergeScenario scenario = new MergeScenario(2);

	private final Producer<String, String> producer = new KafkaProducer<>(
			Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, TestServers.bootstrapServers()), new StringSerializer(),
			new StringSerializer());

	@AfterEach
	void close() {
		this.producer.close();
		this.scenario.close();
	}

	@Test
	void areUsedAsTheyAreNow() {
		try (Service one = launch("one"); Service two = launch("two")) {
			for (Service each : List.of(one, two)) {
				each.awaitStarted();
				new NamedConsumers(each).awaitPartitions(1);
			}
			sendToBoth("before");
			awaitFilms("name = 'before'", 2);
			this.scenario.database()
				.execute(
						"ALTER TABLE films_staging ADD COLUMN rating integer; ALTER TABLE films ADD COLUMN rating integer");
			replaceProcedure("p_batch bigint", MERGE);
			sendToBoth("after");
			awaitFilms("name = 'after' AND rating = 9", 2);
			assertTold(one);
			assertTold(two);
			assertRowsAreReportedOnceTheProcedureDoes(one);
		}
	}

	private void assertTold(Service service) {
		service.awaitLog("The staging table \\S+ has changed, .*column rating integer was added");
	}

	private void assertRowsAreReportedOnceTheProcedureDoes(Service service) {
		replaceProcedure("p_batch bigint, INOUT p_merged bigint DEFAULT NULL", MERGE + "p_merged = 17;");
		sendToBoth("reported");
		awaitFilms("name = 'reported'", 2);
		await("the procedure's count").atMost(MergeScenario.PATIENCE)
			.until(() -> service.get("/api/batches?limit=2").body().contains("\"rowsMerged\":17"));
	}

	private void replaceProcedure(String parameters, String body) {
		this.scenario.database()
			.execute(
					"DROP PROCEDURE merge_films; CREATE PROCEDURE merge_films(%s) LANGUAGE plpgsql AS $$ BEGIN %s END $$"
						.formatted(parameters, body));
	}

	private void sendToBoth(String name) {
		for (int partition : List.of(0, 1)) {
			var unused = this.producer.send(new ProducerRecord<>(this.scenario.topic(), partition, "",
					"{\"id\":\"%d\",\"name\":\"%s\",\"rating\":9}".formatted(partition + 1, name)));
		}
		this.producer.flush();
	}

	private void awaitFilms(String condition, int count) {
		await(condition).atMost(MergeScenario.PATIENCE)
			.ignoreExceptions()
			.until(() -> this.scenario.count("films WHERE " + condition) == count);
	}

	private Service launch(String instance) {
		return this.scenario.launcher("1s", 100, "1m").with("ingest.instance", instance).launch();
	}

}

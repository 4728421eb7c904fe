package io.kafkatojdbc.faults;

import java.time.Duration;

import io.kafkatojdbc.testing.HttpTarget.Answer;
import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.TestServers;
import io.kafkatojdbc.testing.Topics;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * The topic is deleted and made again: its offsets mean other records now, and only an
 * operator knows what to do about that.
 */
class RemadeTopicIT {

	private final TestPipeline pipeline = new TestPipeline(TestServers.emptyDatabase(), 2);

	private final Topics topics = new Topics(TestServers.bootstrapServers());

	@AfterEach
	void close() {
		this.pipeline.close();
	}

	@Test
	void isReadFromItsBeginningByAllInstancesOnceAskedFor() {
		try (Service one = instance("one", "lucas"); Service two = instance("two", "jon")) {
			one.awaitStarted();
			two.awaitStarted();
			new NamedConsumers(two).awaitPartitions(1);
			this.pipeline.films().send(300);
			this.pipeline.awaitAllMerged();
			this.topics.delete(this.pipeline.topic());
			awaitHealth(one, "There is no topic '%s' any more".formatted(this.pipeline.topic()));
			assertThat(accept(one, "any").body()).contains("create it first");
			this.topics.create(this.pipeline.topic(), 2);
			// More than before, so that the ledger's offsets are those of other records
			this.pipeline.films().send(900);
			awaitHealth(one, "was deleted and made anew");
			awaitHealth(two, "was deleted and made anew");
			assertThat(this.pipeline.staged()).as("rows staged").isEqualTo(300);
			assertThat(accept(one, "other").status()).isEqualTo(409);
			assertThat(accept(one, idOf(one)).body()).contains("Offsets begin anew");
			this.pipeline.awaitAllMerged();
			awaitHealthy(one);
			awaitHealthy(two);
		}
	}

	@Test
	void waitsForTheRowsOfTheTopicAsItWas() {
		try (Service service = this.pipeline.launcher()
			.with("ingest.consumers", "lucas")
			.with("ingest.batch.quiet-period", "1h")
			.with("ingest.batch.max-age", "1h")
			.start()) {
			this.pipeline.films().send(100);
			this.pipeline.awaitStagedBeyond(99);
			reject();
			remake(3);
			awaitHealth(service, "was deleted and made anew");
			Answer refusal = accept(service, idOf(service));
			assertThat(refusal.status()).as(refusal.body()).isEqualTo(409);
			assertThat(refusal.body()).contains("POST /api/batches first");
			assertThat(service.post("/api/batches").status()).isEqualTo(202);
			await("rejected records in the way").atMost(Duration.ofSeconds(30))
				.until(() -> accept(service, idOf(service)).body().contains("1 rejected records"));
			assertThat(service.delete("/api/rejected/0/5").status()).isEqualTo(204);
			await("the new topic accepted").atMost(Duration.ofSeconds(30))
				.until(() -> accept(service, idOf(service)).status() == 200);
			assertThat(service.get("/api/topic").json().get("partitions").size()).isEqualTo(3);
			assertThat(service.get("/api/rejected?state=DISCARDED").json()).isEmpty();
			this.pipeline.films().send(30);
			this.pipeline.awaitStagedBeyond(129);
			awaitHealthy(service);
		}
	}

	@Test
	void isNotHeldUpByABatchThatHasNoRowsAndNeverWill() {
		try (Service service = this.pipeline.launcher().with("ingest.consumers", "lucas").start()) {
			this.pipeline.films().send(100);
			this.pipeline.awaitAllMerged();
			learnId(service);
			await("a batch after it").until(() -> openBatch() == 3);
			this.pipeline.database().execute("""
					INSERT INTO ingest.batch_part (pipeline, batch, kafka_partition, from_offset, next_offset, staged,
						rejected, skipped)
					SELECT pipeline, 3, kafka_partition, next_offset, next_offset + 1, 0, 0, 1
					FROM ingest.partition_offset
					""");
			remake(2);
			awaitHealth(service, "was deleted and made anew");
			assertThat(accept(service, idOf(service)).body()).contains("Offsets begin anew");
			assertThat(openBatch()).isEqualTo(4);
			assertThat(this.pipeline.database()
				.jdbc()
				.sql("SELECT first_batch FROM ingest.pipeline")
				.query(Long.class)
				.single()).isEqualTo(4);
			this.pipeline.films().send(100);
			this.pipeline.awaitStagedBeyond(299);
			awaitHealthy(service);
		}
	}

	/** As of a batch that is not looked at any more. */
	private void reject() {
		this.pipeline.database()
			.execute(
					"""
							INSERT INTO ingest.rejected_record (pipeline, kafka_partition, kafka_offset, batch, reason, header_names,
								header_values) SELECT name, 0, 5, 99, 'not JSON', '{}', '{}' FROM ingest.pipeline
							""");
	}

	/** As after an upgrade of brokers that knew no ids of topics. */
	private void learnId(Service service) {
		this.pipeline.database().execute("UPDATE ingest.pipeline SET topic_id = 'AAAAAAAAAAAAAAAAAAAAAA'");
		await("the topic's id").atMost(Duration.ofSeconds(30))
			.until(() -> idInLedger(), this.topics.id(this.pipeline.topic())::equals);
		this.pipeline.films().send(100);
		this.pipeline.awaitAllMerged();
		awaitHealthy(service);
	}

	private String idInLedger() {
		return this.pipeline.database().jdbc().sql("SELECT topic_id FROM ingest.pipeline").query(String.class).single();
	}

	private void remake(int partitions) {
		this.topics.delete(this.pipeline.topic());
		this.topics.create(this.pipeline.topic(), partitions);
	}

	private long openBatch() {
		return this.pipeline.database()
			.jdbc()
			.sql("SELECT number FROM ingest.batch WHERE state = 'OPEN'")
			.query(Long.class)
			.single();
	}

	private static String idOf(Service service) {
		return service.get("/api/topic").json().get("id").asString();
	}

	private static Answer accept(Service service, String id) {
		return service.put("/api/topic", "{\"id\": \"%s\"}".formatted(id));
	}

	private static void awaitHealth(Service service, String reason) {
		await("health that says '%s'".formatted(reason)).atMost(Duration.ofSeconds(30))
			.until(() -> service.get("/health").body().contains(reason));
	}

	private static void awaitHealthy(Service service) {
		await("health").atMost(Duration.ofSeconds(30)).until(() -> service.get("/health").body().equals("HEALTHY"));
	}

	private Service instance(String name, String consumers) {
		return this.pipeline.launcher().with("ingest.instance", name).with("ingest.consumers", consumers).launch();
	}

}

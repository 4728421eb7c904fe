package io.kafkatojdbc.page;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.kafkatojdbc.testing.Films;
import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.ServiceLauncher;
import io.kafkatojdbc.testing.TestServers;
import io.kafkatojdbc.testing.TestUsers;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openqa.selenium.Keys;
import tools.jackson.databind.JsonNode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What is clicked on the page changes the service, and what the service does is on the
 * page soon.
 */
class PageIT {

	private static final String EVIL = "<img src=x onerror=\"document.title='taken over'\">";

	private static String topic;

	private static Service service;

	private static Films films;

	private static Browser browser;

	@BeforeAll
	static void start() {
		Browser.assumeInstalled();
		topic = TestServers.topic(2);
		films = new Films(TestServers.bootstrapServers(), topic);
		service = new ServiceLauncher(TestServers.database(), TestServers.bootstrapServers(), topic)
			.with("ingest.consumers", "lucas")
			.with("ingest.batch.quiet-period", "1h")
			.with("ingest.batch.max-age", "1h")
			.start();
		browser = Browser.open(service);
	}

	@AfterAll
	static void stop() {
		if (service != null) {
			browser.close();
			films.close();
			service.close();
		}
	}

	@BeforeEach
	void reload() {
		browser.reload();
	}

	@AfterEach
	void nothingWentWrongOnThePage() {
		assertThat(browser.errors().stream().filter((error) -> !error.contains("status of 4")))
			.as("errors, but for refusals")
			.isEmpty();
	}

	@Test
	void numbersMoveWhenRecordsAreSent() {
		long before = openBatch().get("rows").asLong();
		films.send(7);
		await("staged films").atMost(Browser.PATIENCE).until(() -> openBatch().get("rows").asLong() == before + 7);
		browser.awaitTextSoon("#flow-staging .figure", String.valueOf(before + 7));
		browser.awaitTextSoon("#batch [data-field=rows]", (before + 7) + " of 100");
		await("nothing left in the topic").atMost(Browser.SOON)
			.until(() -> browser.text("#flow-topic .figure").matches("0\\s+records behind"));
		assertThat(browser.text("#consumer-cards")).contains("lucas", "running", "record");
	}

	@Test
	void aConsumerIsAddedAndRemoved() {
		browser.write("#consumer-name", "jon");
		browser.click("#add-consumer button");
		await("jon").atMost(Browser.PATIENCE).until(() -> consumers().contains("jon"));
		browser.awaitTextSoon("#consumer-cards", "jon");
		await("a partition for jon").atMost(Browser.PATIENCE)
			.until(() -> service.get("/api/consumers").json().get(1).get("partitions").size() == 1);
		browser.awaitTextSoon("#partitions", "jon", "lucas");
		browser.click("[data-key=jon] button");
		browser.answer(false);
		assertThat(consumers()).contains("jon");
		browser.click("[data-key=jon] button");
		browser.answer(true);
		await("no jon").atMost(Browser.PATIENCE).until(() -> !consumers().contains("jon"));
		browser.awaitText("#consumers .notice", "Consumer jon is removed.");
		browser.awaitGone("#consumer-cards [data-key=jon]");
	}

	@Test
	void keysAreEnoughToAddAndRemoveAConsumer() {
		tabTo("#consumer-name");
		browser.press("maria", Keys.ENTER);
		await("maria").atMost(Browser.PATIENCE).until(() -> consumers().contains("maria"));
		browser.awaitTextSoon("#consumer-cards", "maria");
		tabTo("#consumer-cards [data-key=maria] button");
		browser.press(Keys.ENTER);
		await("question").atMost(Browser.PATIENCE).until(() -> browser.isShown("#question"));
		assertThat(browser.text("#question :focus")).as("what Enter would press").isEqualTo("Cancel");
		browser.press(Keys.TAB, Keys.ENTER);
		await("no maria").atMost(Browser.PATIENCE).until(() -> !consumers().contains("maria"));
	}

	private static void tabTo(String selector) {
		await("focus on " + selector).atMost(Browser.PATIENCE).pollInSameThread().until(() -> {
			browser.press(Keys.TAB);
			return browser.isShown(selector + ":focus");
		});
	}

	@Test
	void aSettingIsChangedAndSetBack() {
		browser.awaitText("#setting-name", "max.poll.records");
		browser.choose("#setting-name", "max.poll.records");
		browser.write("#setting-value", "many");
		browser.click("#change-setting button");
		browser.answer(true);
		browser.awaitText("#settings .notice", "max.poll.records", "many");
		browser.write("#setting-value", "123");
		browser.click("#change-setting button");
		browser.answer(true);
		browser.awaitText("#changed-settings", "max.poll.records = 123");
		assertThat(service.setting("max.poll.records")).isEqualTo("123");
		browser.click("#changed-settings [data-key='max.poll.records'] button");
		browser.answer(true);
		browser.awaitText("#settings .notice", "max.poll.records is 10000 now.");
		assertThat(service.setting("max.poll.records")).isEqualTo("10000");
	}

	@Test
	void theOpenBatchIsMergedNow() {
		films.send(3);
		await("rows").atMost(Browser.PATIENCE).until(() -> openBatch().get("rows").asLong() >= 3);
		long number = openBatch().get("number").asLong();
		browser.click("#merge-now");
		browser.awaitText("#batch .notice", "Batch %d is complete".formatted(number));
		await("merged").atMost(Browser.PATIENCE)
			.until(() -> service.get("/api/batches/" + number).json().get("state").asString().equals("CLEARED"));
		browser.awaitTextSoon("#batches [data-key='%d']".formatted(number), "merged", "by hand");
		browser.awaitTextSoon("#flow-target", "Current", "Batch " + number);
		assertThat(browser.ask("return document.querySelector('#chart svg').ariaLabel").toString())
			.contains("time merging of the last");
		browser.click("#merge-now");
		browser.awaitText("#batch .notice", "Batch %d has no rows".formatted(number + 1));
	}

	@Test
	void whatARecordContainsIsShownAsTextAndCanBeCorrected() {
		send(EVIL, "{\"id\": \"evil\", \"remark\": \"%s\"}".formatted(EVIL.replace("\"", "'")));
		await("a rejected record").atMost(Browser.PATIENCE)
			.until(() -> service.get("/api/rejected").json().size() == 1);
		browser.awaitText("#rejected-count", "1 waits");
		browser.awaitText("#rejected-records", "MISSING_VALUE");
		browser.logIn(TestUsers.BLIND_OPERATOR);
		browser.click("#rejected-records button");
		browser.awaitText("#record [data-field=hint]", "shown to the role records only");
		browser.awaitText("#record [data-field=reason]", "MISSING_VALUE: ");
		assertThat(browser.text("#record")).doesNotContain("<img");
		browser.click("#record [data-action=retry]");
		browser.awaitText("#record .notice", "The record is still rejected");
		browser.click("#record [data-action=close]");
		browser.logIn(TestUsers.OPERATOR);
		browser.click("#rejected-records button");
		browser.awaitText("#record [data-field=key]", EVIL);
		assertThat(browser.ask("return document.querySelector('#record-value').value").toString()).contains("<img");
		assertThat(browser.ask("return document.querySelectorAll('img[src=x]').length")).isEqualTo(0L);
		assertThat(browser.ask("return document.title").toString()).startsWith(topic);
		browser.write("#record-value", "no film");
		browser.click("#record [data-action=retry]");
		browser.awaitText("#record .notice", "The value is no JSON");
		browser.write("#record-value", "{\"id\": \"evil\", \"name\": \"Not so Evil\"}");
		browser.click("#record [data-action=retry]");
		browser.awaitText("#rejected-count", "0 wait");
		assertThat(service.get("/api/rejected?state=RETRIED").json().size()).isEqualTo(1);
	}

	@Test
	void anOperatorGoesOnAfterTooManyRejectedRecords() {
		try {
			limitRejected("2");
			IntStream.range(0, 3).forEach((i) -> send(EVIL, EVIL));
			browser.awaitText("#rejected-held-reason", "2 records in a row were rejected", "Unexpected character ('<'");
			browser.awaitText("#problem-list", "Rejected records", "/api/rejected/go-on");
			browser.click("#go-on");
			browser.answer(true);
			browser.awaitText("#rejected .notice", "The consumers go on after 2 rejected records.");
		}
		finally {
			limitRejected("null");
		}
		await("all rejected").atMost(Browser.PATIENCE).until(() -> service.get("/api/rejected").json().size() == 3);
		await("no hold on the page").atMost(Browser.PATIENCE).until(() -> !browser.isShown("#rejected-held"));
		service.delete("/api/rejected?all=true");
	}

	private static void limitRejected(String limit) {
		service.patch("/api/config", "{\"ingest.record.max-rejected-in-a-row\": %s}".formatted(limit));
	}

	private static void send(String key, String value) {
		try (Producer<String, String> producer = new KafkaProducer<>(
				Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, TestServers.bootstrapServers()), new StringSerializer(),
				new StringSerializer())) {
			var unused = producer.send(new ProducerRecord<>(topic, key, value));
		}
	}

	private static JsonNode openBatch() {
		return service.get("/api/status").json().get("open");
	}

	private static List<String> consumers() {
		return service.get("/api/consumers")
			.json()
			.valueStream()
			.map((consumer) -> consumer.get("name").asString())
			.toList();
	}

}

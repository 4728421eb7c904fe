package io.kafkatojdbc.consumer;

import java.util.Map;

import io.kafkatojdbc.setting.InvalidSettingException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Settings change only to what Kafka takes and the service can live with. */
class ConsumerSettingsTests {

	private final ConsumerSettings settings = new ConsumerSettings(ConsumerDefaults.applyTo(Map.of("bootstrap.servers",
			"localhost:9092", "group.id", "films", "fetch.min.bytes", "10", "ssl.truststore.password", "hidden",
			"auto.offset.reset", "latest", "isolation.level", "read_uncommitted", "allow.auto.create.topics", "true")));

	@Test
	void whatTheServiceDependsOnIsNotLeftToTheConfiguration() {
		assertThat(this.settings.effective()).containsEntry("auto.offset.reset", "none")
			.containsEntry("isolation.level", "read_committed")
			.containsEntry("enable.auto.commit", "false")
			.containsEntry("allow.auto.create.topics", "false");
	}

	@ParameterizedTest
	@ValueSource(strings = { "consumer", "CONSUMER" })
	void theGroupProtocolCanBeChosen(String protocol) {
		ConsumerSettings chosen = new ConsumerSettings(ConsumerDefaults
			.applyTo(Map.of("bootstrap.servers", "localhost:9092", "group.id", "films", "group.protocol", protocol)));
		chosen.check(Map.of("max.poll.records", "100"));
		assertThat(chosen.describe().get("group.protocol")).isEqualToIgnoringCase("consumer");
		assertThatExceptionOfType(InvalidSettingException.class)
			.isThrownBy(() -> chosen.check(Map.of("heartbeat.interval.ms", "1000")))
			.withMessageContaining("heartbeat.interval.ms cannot be set when group.protocol=CONSUMER");
		assertThat(this.settings.describe()).containsEntry("group.protocol", "classic");
	}

	@Test
	void whatIsFastIsADefaultOnly() {
		assertThat(this.settings.describe()).containsEntry("max.poll.records", "10000")
			.containsEntry("receive.buffer.bytes", "-1")
			.containsEntry("metric.reporters", "");
		change("receive.buffer.bytes", "65536");
		assertThat(this.settings.describe()).containsEntry("receive.buffer.bytes", "65536");
	}

	@Test
	void aChangeTakesEffectAndCanBeTakenBack() {
		assertThat(change("fetch.min.bytes", "20000")).isTrue();
		assertThat(this.settings.effective()).containsEntry("fetch.min.bytes", "20000");
		assertThat(this.settings.apply(Map.of())).isTrue();
		assertThat(this.settings.describe()).containsEntry("fetch.min.bytes", "10");
	}

	@Test
	void theSameValueIsNoChange() {
		change("max.poll.records", "100");
		assertThat(change("max.poll.records", "100")).isFalse();
	}

	@Test
	void aLongFetchWaitRaisesTheRequestTimeout() {
		change("fetch.max.wait.ms", "50000");
		assertThat(this.settings.describe()).containsEntry("request.timeout.ms", "60000");
		change("fetch.max.wait.ms", "500");
		assertThat(this.settings.describe()).containsEntry("request.timeout.ms", "30000");
	}

	@Test
	void passwordsAreNotTold() {
		assertThat(this.settings.describe()).containsKey("bootstrap.servers")
			.doesNotContainKey("ssl.truststore.password");
		assertThat(this.settings.describe().values()).noneMatch((value) -> value.contains("hidden"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "sasl.jaas.config", "ssl.key.password", "ssl.keystore.password", "ssl.keystore.key" })
	void secretsAreNotKept(String key) {
		assertRefused(Map.of(key, "hidden"), "spring.kafka.consumer.properties." + key);
	}

	@Test
	void theLongestFetchWaitIsTaken() {
		change("fetch.max.wait.ms", String.valueOf(Integer.MAX_VALUE));
		assertThat(this.settings.describe()).containsEntry("request.timeout.ms", String.valueOf(Integer.MAX_VALUE));
	}

	@ParameterizedTest
	@CsvSource({ "ssl.endpoint.identification.algorithm, ''", "security.protocol, PLAINTEXT", "client.rack, a",
			"metric.reporters, org.apache.kafka.common.metrics.JmxReporter", "config.providers, env",
			"partition.assignment.strategy, org.apache.kafka.clients.consumer.RangeAssignor", "check.crcs, false",
			"sasl.login.class, x", "client.dns.lookup, use_all_dns_ips" })
	void whatIsNotOnTheListIsRefused(String key, String value) {
		assertRefused(Map.of(key, value), "'" + key + "' can't be changed over HTTP: only settings for fetching, ");
	}

	@ParameterizedTest
	@CsvSource({ "client.rack, ${env:HOME}", "max.poll.records, ${env:HOME}", "max.poll.records, 1${",
			"metadata.recovery.strategy, ${file:/etc/passwd}" })
	void aValueThatAsksForAnotherValueIsRefused(String key, String value) {
		assertRefused(Map.of(key, value), "can't be changed over HTTP");
	}

	@Test
	void everythingOnTheListCanBeSetToItsOwnValue() {
		assertThat(ChangeableSettings.keys()).hasSizeGreaterThan(20).allSatisfy((key) -> {
			String value = String.valueOf(this.settings.describe().get(key));
			assertThat(value).as(key).isNotEqualTo("null");
			this.settings.check(Map.of(key, value));
		});
	}

	@ParameterizedTest
	@CsvSource({ "max.pol.records, Kafka knows no", "max.poll.records, Not a number", "fetch.min.bytes, Not a number" })
	void whatKafkaDoesNotKnowIsRefused(String key, String reason) {
		assertRefused(Map.of(key, "many"), reason);
	}

	@Test
	void aValueOutOfRangeIsRefused() {
		assertRefused(Map.of("max.poll.records", "0"), "at least 1");
	}

	@Test
	void valuesThatContradictEachOtherAreRefused() {
		assertRefused(Map.of("heartbeat.interval.ms", "20000", "session.timeout.ms", "10000"), "Heartbeat");
	}

	@ParameterizedTest
	@ValueSource(strings = { "group.id", "group.instance.id", "group.protocol", "client.id", "enable.auto.commit",
			"auto.offset.reset", "isolation.level", "interceptor.classes", "key.deserializer", "value.deserializer",
			"bootstrap.servers", "allow.auto.create.topics" })
	void whatTheServiceDependsOnIsRefused(String key) {
		assertRefused(Map.of(key, "x"), "'" + key + "' can't be changed: ");
	}

	private void assertRefused(Map<String, String> changes, String reason) {
		assertThatExceptionOfType(InvalidSettingException.class).isThrownBy(() -> this.settings.check(changes))
			.satisfies((ex) -> assertThat(ex.getBody().getDetail()).contains(reason).doesNotContain("hidden"));
	}

	private boolean change(String key, String value) {
		this.settings.check(Map.of(key, value));
		return this.settings.apply(Map.of(key, value));
	}

}

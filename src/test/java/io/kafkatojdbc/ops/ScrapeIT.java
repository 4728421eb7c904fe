package io.kafkatojdbc.ops;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.kafkatojdbc.testing.Films;
import io.kafkatojdbc.testing.Pipeline;
import io.kafkatojdbc.testing.Scrape;
import io.kafkatojdbc.testing.Scrape.Sample;
import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.ServiceLauncher;
import io.kafkatojdbc.testing.TestDatabase;
import io.kafkatojdbc.testing.TestServers;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a service tells Prometheus that has 50 consumers and 1,000 polls behind it. */
class ScrapeIT {

	private static final Logger log = LoggerFactory.getLogger(ScrapeIT.class);

	private static final int CONSUMERS = 50;

	private static final int POLLS = 1_000;

	private static final int BYTES = 200_000;

	private static final Duration PATIENCE = Duration.ofMinutes(1);

	/** Those that Prometheus has of its own. */
	private static final Set<String> PROMETHEUS_METRICS = Set.of("up", "ALERTS");

	private static final Set<String> PROMETHEUS_LABELS = Set.of("job", "instance");

	private static Service service;

	private static String topic;

	@BeforeAll
	static void run() {
		TestDatabase database = TestServers.database();
		topic = TestServers.topic(CONSUMERS);
		service = new ServiceLauncher(database, TestServers.bootstrapServers(), topic).with("ingest.consumers",
				IntStream.rangeClosed(1, CONSUMERS).mapToObj((i) -> "consumer-" + i).collect(Collectors.joining(",")))
			.with("spring.datasource.hikari.maximum-pool-size", CONSUMERS)
			.with("spring.kafka.consumer.max-poll-records", 1)
			.with("ingest.batch.quiet-period", "1s")
			.start();
		try (Films films = new Films(TestServers.bootstrapServers(), topic)) {
			films.send(POLLS);
			new Pipeline(database, topic).awaitAllMerged(films);
		}
		await("gauges").atMost(PATIENCE)
			.until(() -> Scrape.of(service).sum("ingest_consumers", "state", "RUNNING") == CONSUMERS);
	}

	@AfterAll
	static void stop() {
		service.close();
	}

	@Test
	void isSmall() {
		Scrape scrape = Scrape.of(service);
		assertThat(scrape.sum("ingest_poll_size_records_count")).isGreaterThanOrEqualTo(POLLS);
		assertThat(scrape.samples("ingest_lag_records")).hasSize(CONSUMERS);
		log.info("A scrape has {} bytes and takes {} ms", scrape.size(), medianMillis());
		assertThat(scrape.size()).as(() -> "size of a scrape with " + byName(scrape)).isLessThan(BYTES);
	}

	/** Not asserted, as it depends on what else the machine does. */
	private static long medianMillis() {
		List<Long> millis = IntStream.range(0, 11).mapToObj((i) -> {
			long start = System.nanoTime();
			Scrape.of(service);
			return Duration.ofNanos(System.nanoTime() - start).toMillis();
		}).sorted().toList();
		return millis.get(millis.size() / 2);
	}

	private static String byName(Scrape scrape) {
		return scrape.samples()
			.stream()
			.collect(Collectors.groupingBy(Sample::name, Collectors.counting()))
			.entrySet()
			.stream()
			.sorted(Comparator.comparing((entry) -> -entry.getValue()))
			.limit(20)
			.map(Object::toString)
			.collect(Collectors.joining(", "));
	}

	@Test
	void everyMeterOfThePipelineHasItsLabel() {
		List<Sample> ours = Scrape.of(service)
			.samples()
			.stream()
			.filter((sample) -> sample.name().startsWith("ingest_"))
			.toList();
		assertThat(ours).hasSizeGreaterThan(100)
			.allSatisfy((sample) -> assertThat(sample.labels()).as(sample.name()).containsEntry("pipeline", topic));
	}

	@Test
	void hasWhateverAlertsAskFor() {
		List<PromQl> alerts = OpsFiles.alerts();
		assertThat(alerts).hasSizeGreaterThan(10);
		assertHas(alerts);
	}

	@Test
	void hasWhateverTheDashboardAsksFor() {
		List<PromQl> dashboard = OpsFiles.dashboard();
		assertThat(dashboard).hasSizeGreaterThan(30);
		assertHas(dashboard);
	}

	private static void assertHas(List<PromQl> expressions) {
		Scrape scrape = Scrape.of(service);
		SoftAssertions.assertSoftly((softly) -> expressions.forEach((expression) -> {
			Set<String> known = new TreeSet<>(PROMETHEUS_LABELS);
			expression.metrics().forEach((metric, labels) -> {
				if (!PROMETHEUS_METRICS.contains(metric)) {
					Set<String> has = labelsOf(scrape, metric);
					known.addAll(has);
					softly.assertThat(has).as("labels of " + metric).containsAll(without(PROMETHEUS_LABELS, labels));
				}
			});
			softly.assertThat(known).as("labels of " + expression).containsAll(expression.grouping());
		}));
	}

	private static List<String> without(Set<String> known, Set<String> labels) {
		return labels.stream().filter((label) -> !known.contains(label)).toList();
	}

	private static Set<String> labelsOf(Scrape scrape, String metric) {
		return scrape.samples(metric)
			.stream()
			.flatMap((sample) -> sample.labels().keySet().stream())
			.collect(Collectors.toSet());
	}

	@Test
	void isExplainedInTheDocuments() {
		Scrape scrape = Scrape.of(service);
		Set<String> explained = OpsFiles.documentedMeters();
		Set<String> told = scrape.families();
		assertThat(explained)
			.containsAll(told.stream().filter((name) -> name.startsWith("ingest_") && !name.endsWith("_max")).toList());
		assertThat(explained).allSatisfy((name) -> assertThat(
				told.contains(name) || scrape.samples().stream().anyMatch((sample) -> sample.name().equals(name)))
			.isTrue());
	}

	@Test
	void forgetsAConsumerThatIsRemoved() {
		String name = "consumer-" + CONSUMERS;
		assertThat(mentions(name)).isNotEmpty();
		service.delete("/api/consumers/" + name);
		await("no meter of " + name).atMost(PATIENCE).untilAsserted(() -> assertThat(mentions(name)).isEmpty());
	}

	private static List<Sample> mentions(String value) {
		return Scrape.of(service).samples().stream().filter((sample) -> sample.labels().containsValue(value)).toList();
	}

}

package io.kafkatojdbc.trace;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.kafkatojdbc.testing.Films;
import io.kafkatojdbc.testing.Pipeline;
import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.ServiceLauncher;
import io.kafkatojdbc.testing.TestDatabase;
import io.kafkatojdbc.testing.TestServers;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import io.opentelemetry.proto.trace.v1.Status.StatusCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Polls, merges and requests are traced where a collector is named, and nowhere else. */
class TracesIT {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private final TestDatabase database = TestServers.database();

	private final String topic = TestServers.topic(2);

	private final List<String> paths = new CopyOnWriteArrayList<>();

	private final List<ResourceSpans> received = new CopyOnWriteArrayList<>();

	private HttpServer collector;

	@BeforeEach
	void startCollector() throws IOException {
		this.collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		this.collector.createContext("/", this::receive);
		this.collector.start();
	}

	@AfterEach
	void stopCollector() {
		this.collector.stop(0);
	}

	private void receive(HttpExchange exchange) throws IOException {
		try (exchange) {
			this.paths.add(exchange.getRequestURI().getPath());
			this.received.addAll(ExportTraceServiceRequest.parseFrom(exchange.getRequestBody()).getResourceSpansList());
			exchange.sendResponseHeaders(200, -1);
		}
	}

	@Test
	void aPollAndAMergeAreSpansWithTheirNumbers() {
		try (Service service = launcher().with("management.opentelemetry.tracing.export.otlp.endpoint", endpoint())
			.start()) {
			mergeOneBatch(service);
			await("a merge").atMost(PATIENCE).until(() -> spans("ingest.merge"), (spans) -> spans.size() == 1);
			Map<String, String> merge = attributes(spans("ingest.merge").get(0).getAttributesList());
			assertThat(merge).containsEntry("ingest.batch", "1")
				.containsEntry("ingest.rows", "100")
				.containsEntry("ingest.reason", "ROWS")
				.containsKey("ingest.rows_merged");
			assertThat(spans("ingest.stage")).isNotEmpty().allSatisfy((span) -> {
				assertThat(attributes(span.getAttributesList())).containsEntry("ingest.batch", "1")
					.containsEntry("ingest.rejected", "0")
					.containsKeys("ingest.rows", "ingest.partitions");
				assertThat(span.getEndTimeUnixNano()).isGreaterThan(span.getStartTimeUnixNano());
			});
			service.get("/api/status");
			await("a request").atMost(PATIENCE).until(() -> !spans("http get /api/status").isEmpty());
			assertThat(attributes(this.received.get(0).getResource().getAttributesList()))
				.containsEntry("service.name", "kafka-to-jdbc-batch")
				.containsEntry("service.instance.id", "one")
				.containsEntry("ingest.pipeline", this.topic);
			assertThat(this.paths).containsOnly("/v1/traces");
			assertAMergeThatFailsSaysWhy(service);
		}
	}

	private void assertAMergeThatFailsSaysWhy(Service service) {
		this.database.execute("ALTER TABLE films ADD CONSTRAINT no_films CHECK (name IS NULL) NOT VALID");
		try (Films films = new Films(TestServers.bootstrapServers(), this.topic)) {
			films.send(100);
		}
		service.awaitLog("Merge of batch 2 failed");
		await("a merge that failed").atMost(PATIENCE).until(() -> spans("ingest.merge").size() > 1);
		Span merge = spans("ingest.merge").get(1);
		assertThat(merge.getStatus().getCode()).isEqualTo(StatusCode.STATUS_CODE_ERROR);
		assertThat(merge.toString()).contains("no_films").doesNotContain("Failing row");
	}

	@Test
	void withoutTheSettingNothingIsSentAndNobodyComplains() {
		try (Service service = launcher().start()) {
			mergeOneBatch(service);
			service.terminate();
			assertThat(this.paths).isEmpty();
			assertThat(service.log()).doesNotContain(" WARN ", " ERROR ", "4318", "otlp").doesNotContain("[-]");
		}
	}

	@Test
	void aCollectorThatIsAwayDisturbsNothing() {
		this.collector.stop(0);
		try (Service service = launcher().with("management.opentelemetry.tracing.export.otlp.endpoint", endpoint())
			.start()) {
			mergeOneBatch(service);
			assertThat(service.terminate()).isZero();
		}
	}

	private void mergeOneBatch(Service service) {
		try (Films films = new Films(TestServers.bootstrapServers(), this.topic)) {
			films.send(100);
			new Pipeline(this.database, this.topic).awaitAllMerged(films);
		}
		service.awaitLog("Batch 1 cleared");
	}

	private String endpoint() {
		return "http://127.0.0.1:%d/v1/traces".formatted(this.collector.getAddress().getPort());
	}

	private ServiceLauncher launcher() {
		return new ServiceLauncher(this.database, TestServers.bootstrapServers(), this.topic)
			.with("ingest.instance", "one")
			.with("ingest.consumers", "lucas")
			.with("ingest.batch.max-rows", 100)
			.with("management.opentelemetry.tracing.export.schedule-delay", "100ms");
	}

	private List<Span> spans(String name) {
		return this.received.stream()
			.flatMap((resource) -> resource.getScopeSpansList().stream())
			.flatMap((scope) -> scope.getSpansList().stream())
			.filter((span) -> span.getName().equals(name))
			.toList();
	}

	private static Map<String, String> attributes(List<KeyValue> attributes) {
		return attributes.stream().collect(Collectors.toMap(KeyValue::getKey, (each) -> text(each.getValue())));
	}

	private static String text(AnyValue value) {
		return value.hasStringValue() ? value.getStringValue() : String.valueOf(value.getIntValue());
	}

}

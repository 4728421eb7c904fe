package io.kafkatojdbc.registry;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.record.UnreadableRecordException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.entry;

/**
 * Schemas are read by id, once, and a registry in trouble is told from a missing schema.
 */
class SchemaRegistryTests {

	private static final String ID = "/schemas/ids/7";

	private final FakeRegistry server = new FakeRegistry();

	private final SchemaRegistry registry = Registries.at(this.server.url() + "/");

	@AfterEach
	void stop() {
		this.server.close();
	}

	@Test
	void aSchemaIsKeptForEver() throws Exception {
		this.server.on(ID, "{'schema': 'a schema', 'schemaType': 'PROTOBUF'}");
		RegisteredSchema schema = this.registry.schema(SchemaId.of(7));
		assertThat(schema)
			.isEqualTo(new RegisteredSchema(SchemaId.of(7), RegisteredSchema.Type.PROTOBUF, "a schema", Map.of()));
		assertThat(this.registry.schema(SchemaId.of(7))).isSameAs(schema);
		assertThat(this.server.requests()).containsExactly(ID);
		assertThat(this.server.header("Accept")).contains("application/vnd.schemaregistry.v1+json", "application/json");
	}

	@Test
	void aGuidIsAskedFor() throws Exception {
		UUID guid = UUID.fromString("cc0e0e0e-53c1-4a1a-8f1a-0000000000ff");
		this.server.on("/schemas/guids/" + guid, "{'schema': '{}', 'schemaType': 'JSON'}");
		assertThat(this.registry.schema(SchemaId.of(guid)).type()).isEqualTo(RegisteredSchema.Type.JSON);
	}

	@Test
	void referencesComeBeforeWhatRefersToThemAndCirclesEnd() throws Exception {
		this.server
			.on(ID, "{'schema': 's', 'references': [{'name': 'n.A', 'subject': 'a/b', 'version': 1}, "
					+ "{'name': 'n.C', 'subject': 'c', 'version': 3}]}")
			.on("/subjects/a%2Fb/versions/1?deleted=true",
					"{'schema': 'A', 'references': [{'name': 'n.C', 'subject': 'c', 'version': 3}]}")
			.on("/subjects/c/versions/3?deleted=true",
					"{'schema': 'C', 'references': [{'name': 'n.A', 'subject': 'a/b', 'version': 1}, "
							+ "{'name': 'n.D', 'subject': 'd', 'version': 1}]}")
			.on("/subjects/d/versions/1?deleted=true", "{'schema': 'D'}");
		RegisteredSchema schema = this.registry.schema(SchemaId.of(7));
		assertThat(schema.type()).isEqualTo(RegisteredSchema.Type.AVRO);
		assertThat(schema.references()).containsOnly(entry("n.A", "A"), entry("n.C", "C"), entry("n.D", "D"));
		assertThat(schema.references().keySet().stream().toList().indexOf("n.D"))
			.isLessThan(schema.references().keySet().stream().toList().indexOf("n.C"));
		assertThat(this.server.requests()).hasSize(4);
	}

	@Test
	void oneNameForTwoSchemasIsRefused() {
		this.server
			.on(ID, "{'schema': 's', 'references': [{'name': 'n.A', 'subject': 'a', 'version': 1}, "
					+ "{'name': 'n.A', 'subject': 'a', 'version': 2}]}")
			.on("/subjects/a/versions/1?deleted=true", "{'schema': 'A'}")
			.on("/subjects/a/versions/2?deleted=true", "{'schema': 'B'}");
		assertRefused(RejectionCode.UNUSABLE_SCHEMA, "two different schemas by the name n.A");
	}

	@Test
	void anUnknownTypeIsRefused() {
		this.server.on(ID, "{'schema': 's', 'schemaType': 'THRIFT'}");
		assertRefused(RejectionCode.UNUSABLE_SCHEMA, "schema 7 is of the unknown type THRIFT");
	}

	@Test
	void whoComesAtTheSameTimeWaitsForOneLookup() throws Exception {
		CountDownLatch goOn = new CountDownLatch(1);
		HttpHandler answer = FakeRegistry.answer(200, "{\"schema\": \"s\"}");
		this.server.on(ID, (exchange) -> {
			await(goOn);
			answer.handle(exchange);
		});
		List<CompletableFuture<RegisteredSchema>> callers = IntStream.range(0, 8)
			.mapToObj((i) -> CompletableFuture.supplyAsync(this::schema, (work) -> new Thread(work).start()))
			.toList();
		org.awaitility.Awaitility.await("a request").until(() -> !this.server.requests().isEmpty());
		goOn.countDown();
		assertThat(callers.stream().map(CompletableFuture::join).distinct()).hasSize(1);
		assertThat(this.server.requests()).hasSize(1);
	}

	@ParameterizedTest
	@MethodSource
	void aRegistryInTroubleIsNotTheRecordsFault(HttpHandler trouble, String reason) throws Exception {
		this.server.on(ID, trouble);
		assertUnavailable(reason);
		assertThat(this.registry.status().problem())
			.hasValueSatisfying((problem) -> assertThat(problem).contains(reason, this.server.url()));
		this.server.on(ID, "{'schema': 's'}");
		assertThat(this.registry.schema(SchemaId.of(7)).text()).isEqualTo("s");
		assertThat(this.registry.status().problem()).isEmpty();
	}

	static Stream<Arguments> aRegistryInTroubleIsNotTheRecordsFault() {
		return Stream.of(Arguments.of(FakeRegistry.answer(500, "{\"error_code\":50001}"), "the status 500"),
				Arguments.of(FakeRegistry.answer(401, ""), "the status 401; check 'ingest.registry.username'"),
				Arguments.of(FakeRegistry.answer(403, "{\"error_code\":40301}"), "the status 403; check"),
				Arguments.of(FakeRegistry.answer(429, "slow down"), "the status 429"),
				Arguments.of(FakeRegistry.answer(302, ""), "the status 302, which leads elsewhere"),
				Arguments.of(FakeRegistry.answer(404, "<html>"), "check the path in 'ingest.registry.url'"),
				Arguments.of(FakeRegistry.answer(404, "{\"error_code\":404}"), "check the path in"),
				Arguments.of(FakeRegistry.answer(200, "<html>"), "something else than a schema"),
				Arguments.of(FakeRegistry.answer(200, "{\"schema\": \"{"), "something else than a schema"),
				Arguments.of(FakeRegistry.answer(200, "{\"schema\": 7}"), "something else than a schema"),
				Arguments.of(FakeRegistry.answer(200, "[]"), "something else than a schema"),
				Arguments.of(FakeRegistry.begin("{\"schema\": ", HttpExchange::close), "can't be reached"),
				Arguments.of((HttpHandler) HttpExchange::close, "can't be reached"));
	}

	@Test
	void anAnswerThatDoesNotEndIsNotWaitedFor() {
		SchemaRegistry impatient = Registries.impatient(this.server.url(), Duration.ofMillis(200));
		HttpHandler silence = (exchange) -> await(new CountDownLatch(1));
		for (HttpHandler slow : List.of(silence, FakeRegistry.begin("{\"schema\": ", silence))) {
			this.server.on(ID, slow);
			assertThatExceptionOfType(RegistryUnavailableException.class)
				.isThrownBy(() -> impatient.schema(SchemaId.of(7)))
				.withMessageContaining("does not answer within 'ingest.registry.read-timeout'");
		}
	}

	@Test
	void aReferenceInTroubleIsNotTheRecordsFault() {
		this.server.on(ID, "{'schema': 's', 'references': [{'name': 'n.A', 'subject': 'a', 'version': 1}]}")
			.on("/subjects/a/versions/1?deleted=true", FakeRegistry.answer(503, ""));
		assertUnavailable("the status 503");
	}

	@Test
	void aServerThatIsGoneIsNamed() {
		this.server.close();
		assertUnavailable("The schema registry %s refuses the connection".formatted(this.server.url()));
	}

	@Test
	void theNextServerIsAskedAndKept() throws Exception {
		try (FakeRegistry second = new FakeRegistry()) {
			SchemaRegistry both = Registries.at(this.server.url(), second.url());
			this.server.on(ID, FakeRegistry.answer(500, ""));
			second.on(ID, "{'schema': 's'}").on("/schemas/ids/8", "{'schema': 't'}");
			assertThat(both.schema(SchemaId.of(7)).text()).isEqualTo("s");
			assertThat(both.schema(SchemaId.of(8)).text()).isEqualTo("t");
			assertThat(this.server.requests()).containsExactly(ID);
		}
	}

	private RegisteredSchema schema() {
		try {
			return this.registry.schema(SchemaId.of(7));
		}
		catch (UnreadableRecordException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void assertUnavailable(String reason) {
		assertThatExceptionOfType(RegistryUnavailableException.class)
			.isThrownBy(() -> this.registry.schema(SchemaId.of(7)))
			.withMessageContaining(reason);
	}

	private void assertRefused(RejectionCode code, String reason) {
		assertThatExceptionOfType(UnreadableRecordException.class)
			.isThrownBy(() -> this.registry.schema(SchemaId.of(7)))
			.withMessageContaining(reason)
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(code));
	}

}

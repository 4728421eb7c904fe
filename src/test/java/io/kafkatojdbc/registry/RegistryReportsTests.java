package io.kafkatojdbc.registry;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ProblemDetail;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Health and callers hear of a registry that cannot answer, as long as somebody asks it.
 */
class RegistryReportsTests {

	private Duration now = Duration.ofDays(1);

	@Test
	void aFailureIsForgottenOnceNobodyAsks() {
		RegistryStatus status = new RegistryStatus(() -> this.now.toNanos());
		status.failed(new RegistryUnavailableException("gone"));
		this.now = this.now.plusSeconds(59);
		assertThat(status.problem()).contains("gone");
		this.now = this.now.plusSeconds(1);
		assertThat(status.problem()).isEmpty();
	}

	@Test
	void healthNamesTheRegistryWithoutCredentials() throws Exception {
		try (FakeRegistry server = new FakeRegistry()) {
			SchemaRegistry registry = Registries.at(server.url());
			server.on("/schemas/ids/7", "{'schema': 's'}").on("/schemas/ids/8", FakeRegistry.answer(500, ""));
			registry.schema(SchemaId.of(7));
			RegistryHealthIndicator indicator = new RegistryHealthIndicator(registry);
			Health up = indicator.health();
			assertThat(up.getStatus()).isEqualTo(Status.UP);
			assertThat(up.getDetails()).containsEntry("url", server.url()).containsEntry("schemas", 1);
			assertThatExceptionOfType(RegistryUnavailableException.class)
				.isThrownBy(() -> registry.schema(SchemaId.of(8)));
			assertThat(indicator.health().getStatus()).isEqualTo(Status.DOWN);
			assertThat(indicator.health().getDetails()).containsEntry("reason",
					"The schema registry %s answers with the status 500".formatted(server.url()));
		}
	}

	@Test
	void withoutARegistryThereIsNothingToReport() {
		assertThat(new RegistryHealthIndicator(Registries.at()).health()).isEqualTo(Health.up().build());
	}

	@Test
	void callersAreToldToTryAgain() {
		MockHttpServletResponse response = new MockHttpServletResponse();
		ProblemDetail problem = new RegistryProblemAdvice().unavailable(new RegistryUnavailableException("gone"),
				response);
		assertThat(problem.getStatus()).isEqualTo(503);
		assertThat(problem.getDetail()).contains("The schema registry can't answer now");
		assertThat(response.getHeader(HttpHeaders.RETRY_AFTER)).isEqualTo("5");
	}

}

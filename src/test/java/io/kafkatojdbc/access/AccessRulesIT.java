package io.kafkatojdbc.access;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

import io.kafkatojdbc.testing.HttpTarget;
import io.kafkatojdbc.testing.TestServersConfiguration;
import io.kafkatojdbc.testing.TestUsers;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Every path that anything in the service answers at takes the role that it should. What
 * has no rule, such as a new one, is refused.
 */
@SpringBootTest(webEnvironment = WebEnvironment.RANDOM_PORT,
		properties = { "ingest.security.mode=basic", "ingest.security.users.olivia.role=operator",
				"ingest.security.users.olivia.password={noop}" + TestUsers.PASSWORD,
				"ingest.security.users.vera.password={noop}" + TestUsers.PASSWORD, "server.address=127.0.0.1",
				"ingest.security.users.mia.password={noop}" + TestUsers.PASSWORD,
				"ingest.security.users.mia.role=metrics",
				"ingest.security.users.rita.password={noop}" + TestUsers.PASSWORD,
				"ingest.security.users.rita.role[0]=records", "management.endpoints.web.exposure.include=*" })
@Import({ TestServersConfiguration.class, AccessRulesIT.Reached.class })
@DirtiesContext
class AccessRulesIT {

	private static final Set<String> OPEN = Set.of("/health", "/actuator/health", "/actuator/health/**");

	private static final Set<String> FOR_VIEWERS = Set.of("POST /status", "HEAD /status");

	private static final Set<String> CONTENT = Set.of("/api/rejected/{partition}/{offset}",
			"/api/batches/{number}/rows/{partition}/{offset}");

	/** Each role on its own, with the header of somebody who has it. */
	private static final Map<String, String> CALLERS = callers();

	private static final Set<String> FOR_NOBODY = Set.of("HEAD /actuator");

	private static final Set<String> CHANGES_BY_GET = Set.of("/consumer/add/{name}", "/consumer/remove/{name}",
			"/config/update/{key}={value}");

	/** Of the endpoints that are not exposed unless somebody wants it, some do harm. */
	private static final List<String> HARMLESS_ENDPOINTS = List.of("/actuator/info", "/actuator/metrics",
			"/actuator/prometheus");

	@Autowired
	private List<RequestMappingInfoHandlerMapping> mappings;

	@LocalServerPort
	private int port;

	private HttpTarget operator;

	private static Map<String, String> callers() {
		Map<String, String> callers = new LinkedHashMap<>();
		callers.put("nobody in particular", "");
		callers.put("metrics", TestUsers.METRICS);
		callers.put("viewer", TestUsers.VIEWER);
		callers.put("operator", TestUsers.OPERATOR);
		callers.put("records", TestUsers.header("rita", TestUsers.PASSWORD));
		return callers;
	}

	@BeforeEach
	void connect() {
		this.operator = new HttpTarget(this.port);
	}

	@Test
	void eachEndpointTakesItsRole() {
		List<String> wrong = new ArrayList<>();
		Set<String> calls = calls();
		for (String call : calls) {
			String method = call.substring(0, call.indexOf(' '));
			String pattern = call.substring(call.indexOf(' ') + 1);
			String allowed = allowed(method, path(pattern));
			if (!allowed.equals(expected(method, pattern))) {
				wrong.add("%s is allowed for %s, not %s".formatted(call, allowed, expected(method, pattern)));
			}
		}
		assertThat(wrong).isEmpty();
		assertThat(calls).hasSizeGreaterThan(50)
			.contains("GET /api/consumers", "HEAD /config/update/{key}={value}", "POST /api/batches",
					"GET /actuator/env");
	}

	/** All that is mapped, as in {@code GET /api/batches/{number}}. */
	private Set<String> calls() {
		Set<String> calls = new TreeSet<>();
		this.mappings.stream()
			.flatMap((mapping) -> mapping.getHandlerMethods().keySet().stream())
			.forEach((mapping) -> {
				for (String pattern : mapping.getPatternValues()) {
					methods(mapping).forEach((method) -> calls.add(method + " " + pattern));
				}
			});
		return calls;
	}

	private static Stream<String> methods(RequestMappingInfo mapping) {
		Set<String> methods = new TreeSet<>();
		mapping.getMethodsCondition().getMethods().forEach((method) -> methods.add(method.name()));
		if (methods.isEmpty()) {
			methods.addAll(List.of("GET", "POST", "PUT", "PATCH", "DELETE"));
		}
		if (methods.contains("GET")) {
			methods.add("HEAD");
		}
		return methods.stream();
	}

	private static String path(String pattern) {
		return pattern.replaceAll("\\{[^}]*}|\\*\\*", "1");
	}

	private static String expected(String method, String pattern) {
		String call = method + " " + pattern;
		if (FOR_NOBODY.contains(call) || pattern.equals("/error")) {
			return "nobody";
		}
		if (OPEN.contains(pattern)) {
			return String.join(", ", CALLERS.keySet());
		}
		if (pattern.equals("/actuator/prometheus") && reads(method, pattern)) {
			return "metrics, viewer, operator, records";
		}
		if (!reads(method, pattern)) {
			return "operator";
		}
		return CONTENT.contains(pattern) ? "records" : "viewer, operator, records";
	}

	private static boolean reads(String method, String pattern) {
		return FOR_VIEWERS.contains(method + " " + pattern)
				|| (Set.of("GET", "HEAD").contains(method) && !CHANGES_BY_GET.contains(pattern) && isHarmless(pattern));
	}

	private static boolean isHarmless(String pattern) {
		return !pattern.startsWith("/actuator/") || HARMLESS_ENDPOINTS.stream()
			.anyMatch((endpoint) -> pattern.equals(endpoint) || pattern.startsWith(endpoint + "/"));
	}

	private String allowed(String method, String path) {
		List<String> allowed = new ArrayList<>();
		CALLERS.forEach((caller, header) -> {
			if (reaches(this.operator.with("Authorization", header), method, path)) {
				allowed.add(caller);
			}
		});
		return allowed.isEmpty() ? "nobody" : String.join(", ", allowed);
	}

	private static boolean reaches(HttpTarget target, String method, String path) {
		int status = target.call(method, path).status();
		assertThat(status).as("%s %s", method, path).isIn(Reached.STATUS, 401, 403, 404);
		return status == Reached.STATUS;
	}

	@ParameterizedTest
	@ValueSource(strings = { "/", "/index.html", "/page.js", "/page.css", "/favicon.svg", "/v3/api-docs",
			"/v3/api-docs.yaml", "/actuator" })
	void thePageIsForViewers(String path) {
		assertThat(allowed("GET", path)).isEqualTo("viewer, operator, records");
		assertThat(allowed("POST", path)).isIn("nobody", "operator");
	}

	@ParameterizedTest
	@CsvSource({ "GET, /nothing", "POST, /nothing", "GET, /page.html", "GET, /actuatory", "GET, /statuses", "PUT, /",
			"GET, /apis/consumers", "GET, /healthy" })
	void whatNoRuleKnowsIsForNobody(String method, String path) {
		assertThat(allowed(method, path)).isEqualTo("nobody");
		assertThat(this.operator.asNobody().call(method, path).status()).isEqualTo(401);
		assertThat(this.operator.asViewer().call(method, path).status()).isEqualTo(404);
	}

	@ParameterizedTest
	@ValueSource(strings = { "/api/../consumer/add/x", "/consumer//add/x", "/consumer/./add/x",
			"/health/../api/batches", "/health;/../consumer/add/x", "/api;x=1/consumers",
			"/health/%2e%2e/consumer/add/x", "/consumer%2fadd/x" })
	void noSpellingOfAPathGetsAroundItsRule(String path) {
		assertThat(this.operator.asNobody().call("GET", path).status()).isIn(400, 401);
		assertThat(this.operator.asViewer().call("POST", path).status()).isIn(400, 403, 404);
	}

	@Test
	void wrongCredentialsAreNone() {
		for (String header : List.of(TestUsers.header("olivia", "wrong"),
				TestUsers.header("nobody", TestUsers.PASSWORD), TestUsers.header("olivia", ""), "Basic ???",
				"Bearer x")) {
			HttpTarget target = this.operator.with("Authorization", header);
			assertThat(target.get("/api/status").status()).as(header).isEqualTo(401);
		}
	}

	/** Answers in place of what would be called, since this is to change nothing. */
	static final class Reached implements Filter {

		static final int STATUS = 299;

		@Override
		public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) {
			((HttpServletResponse) response).setStatus(STATUS);
		}

	}

}

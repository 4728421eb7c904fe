package io.kafkatojdbc.access;

import java.io.IOException;

import jakarta.servlet.ServletException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

import static org.assertj.core.api.Assertions.assertThat;

/** Only the service's own page, and what is no browser, makes changes. */
class CrossSiteFilterTests {

	private final CrossSiteFilter filter = new CrossSiteFilter(new Refusals(JsonMapper.shared()));

	@ParameterizedTest
	@CsvSource({ "same-origin, true", "none, true", "cross-site, false", "same-site, false", "'', false",
			"whatever, false" })
	void theSiteOfThePageDecides(String site, boolean passes) {
		assertThat(passes("POST", "/api/batches", site, null)).isEqualTo(passes);
		assertThat(passes("GET", "/consumer/add/jon", site, "http://ingest:8080")).isEqualTo(passes);
		assertThat(passes("GET", "/config/update/max.poll.records=1", site, null)).isEqualTo(passes);
		assertThat(passes("HEAD", "/consumer/remove/jon", site, null)).isEqualTo(passes);
	}

	@ParameterizedTest
	@CsvSource({ "http://ingest:8080, true", "https://ingest:8080, true", "http://INGEST:8080, true",
			"http://ingest, false", "http://ingest:80801, false", "http://evil:8080, false", "null, false",
			"http://evil/ingest:8080, false", "ingest:8080.evil, false", "'', false" })
	void whereNoSiteIsToldTheOriginDecides(String origin, boolean passes) {
		assertThat(passes("POST", "/api/batches", null, origin)).isEqualTo(passes);
		assertThat(passes("GET", "/consumer/add/jon", null, origin)).isEqualTo(passes);
	}

	@ParameterizedTest
	@ValueSource(strings = { "POST", "PUT", "PATCH", "DELETE", "BREW" })
	void allMethodsThatMayChangeSomethingCount(String method) {
		assertThat(passes(method, "/anything", "cross-site", null)).isFalse();
		assertThat(passes(method, "/anything", null, "http://evil")).isFalse();
		assertThat(passes(method, "/anything", null, null)).isTrue();
	}

	@Test
	void whatOnlyReadsIsNotLookedAt() {
		assertThat(passes("GET", "/api/batches", "cross-site", "http://evil")).isTrue();
		assertThat(passes("GET", "/status", "cross-site", "http://evil")).isTrue();
	}

	private boolean passes(String method, String path, @Nullable String site, @Nullable String origin) {
		MockHttpServletRequest request = new MockHttpServletRequest(method, path);
		request.addHeader("Host", "ingest:8080");
		if (site != null) {
			request.addHeader("Sec-Fetch-Site", site);
		}
		if (origin != null) {
			request.addHeader("Origin", origin);
		}
		MockHttpServletResponse response = new MockHttpServletResponse();
		MockFilterChain chain = new MockFilterChain();
		try {
			this.filter.doFilter(request, response, chain);
		}
		catch (IOException | ServletException ex) {
			throw new AssertionError(ex);
		}
		assertThat(response.getStatus()).isEqualTo((chain.getRequest() != null) ? 200 : 403);
		return chain.getRequest() != null;
	}

}

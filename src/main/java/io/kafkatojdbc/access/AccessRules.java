package io.kafkatojdbc.access;

import jakarta.servlet.DispatcherType;

import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.security.autoconfigure.actuate.web.servlet.EndpointRequest;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpStatus;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.AndRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/** The role that each path takes. A path that no rule covers is refused. */
final class AccessRules {

	/** The paths that change something with any HTTP method. */
	static final RequestMatcher SCRIPTS = new OrRequestMatcher(path("/consumer/**"), path("/config/update/**"));

	private static final String[] PAGE = { "/", "/index.html", "/*.js", "/page/*.js", "/*.css", "/favicon.svg" };

	private static final String[] DESCRIPTION = { "/v3/api-docs/**", "/v3/api-docs.yaml" };

	private static final RequestMatcher READ = (request) -> HttpMethod.GET.matches(request.getMethod())
			|| HttpMethod.HEAD.matches(request.getMethod());

	/** The paths that answer with what a record contains. */
	private static final RequestMatcher CONTENT = new AndRequestMatcher(READ,
			new OrRequestMatcher(path("/api/rejected/*/*"), path("/api/batches/*/rows/**")));

	private final AccessProperties properties;

	AccessRules(AccessProperties properties) {
		this.properties = properties;
	}

	private static RequestMatcher path(String pattern) {
		return PathPatternRequestMatcher.pathPattern(pattern);
	}

	void apply(AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry rules) {
		// These dispatches come from the container, and their request was allowed
		// before.
		rules.dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.FORWARD, DispatcherType.ERROR).permitAll();
		rules.requestMatchers("/health").permitAll();
		applyToActuator(rules);
		if (!this.properties.changeByGet()) {
			rules.requestMatchers(new AndRequestMatcher(READ, SCRIPTS)).access((caller, request) -> Refusal.POST_ONLY);
		}
		rules.requestMatchers(SCRIPTS).hasRole(Role.OPERATOR.title());
		rules.requestMatchers("/status").hasRole(Role.VIEWER.title());
		rules.requestMatchers(CONTENT).hasRole(Role.RECORDS.title());
		for (HttpMethod read : new HttpMethod[] { HttpMethod.GET, HttpMethod.HEAD }) {
			rules.requestMatchers(read, PAGE).hasRole(Role.VIEWER.title());
			rules.requestMatchers(read, DESCRIPTION).hasRole(Role.VIEWER.title());
			rules.requestMatchers(read, "/api/**").hasRole(Role.VIEWER.title());
		}
		rules.requestMatchers("/api/**").hasRole(Role.OPERATOR.title());
		rules.anyRequest().access((caller, request) -> Refusal.UNKNOWN_PATH);
	}

	private void applyToActuator(
			AuthorizeHttpRequestsConfigurer<HttpSecurity>.AuthorizationManagerRequestMatcherRegistry rules) {
		rules.requestMatchers(EndpointRequest.to(HealthEndpoint.class)).permitAll();
		RequestMatcher scrape = new AndRequestMatcher(READ, EndpointRequest.to("prometheus"));
		if (this.properties.openPrometheus()) {
			rules.requestMatchers(scrape).permitAll();
		}
		rules.requestMatchers(scrape).hasRole(Role.METRICS.title());
		RequestMatcher told = new OrRequestMatcher(EndpointRequest.to("info", "metrics"), EndpointRequest.toLinks());
		rules.requestMatchers(new AndRequestMatcher(READ, told)).hasRole(Role.VIEWER.title());
		// Somebody may expose endpoints that dump the heap or set log levels.
		rules.requestMatchers(EndpointRequest.toAnyEndpoint()).hasRole(Role.OPERATOR.title());
	}

	/** The refusals that do not depend on the role of the caller. */
	enum Refusal implements AuthorizationResult {

		/** No rule covers the path, so nothing answers there. */
		UNKNOWN_PATH(HttpStatus.NOT_FOUND, "There is nothing at this path."),

		/** The path changes something, and changes by GET are switched off. */
		POST_ONLY(HttpStatus.METHOD_NOT_ALLOWED, "This takes POST: 'ingest.security.change-by-get' is false.");

		private final HttpStatus status;

		private final String detail;

		Refusal(HttpStatus status, String detail) {
			this.status = status;
			this.detail = detail;
		}

		@Override
		public boolean isGranted() {
			return false;
		}

		HttpStatus status() {
			return this.status;
		}

		String detail() {
			return this.detail;
		}

	}

}

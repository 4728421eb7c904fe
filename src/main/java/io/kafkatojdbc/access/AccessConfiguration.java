package io.kafkatojdbc.access;

import io.kafkatojdbc.start.StartException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.boot.web.server.autoconfigure.ServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.web.BearerTokenAuthenticationEntryPoint;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.header.HeaderWriterFilter;

/** Configures Spring Security, which finds out who calls and applies the rules. */
@Configuration(proxyBeanMethods = false)
class AccessConfiguration {

	private static final Logger log = LoggerFactory.getLogger(AccessConfiguration.class);

	private static final String CONTENT_SECURITY_POLICY = "default-src 'self'; base-uri 'none'; form-action 'none'; "
			+ "frame-ancestors 'none'; object-src 'none'";

	private final AccessProperties properties;

	private final Refusals refusals;

	AccessConfiguration(AccessProperties properties, Refusals refusals) {
		this.properties = properties;
		this.refusals = refusals;
	}

	@Bean
	SecurityFilterChain access(HttpSecurity http, ObjectProvider<JwtDecoder> decoder,
			OAuth2ResourceServerProperties tokens, ServerProperties server) {
		switch (this.properties.mode()) {
			case BASIC -> checkPasswords(http);
			case OAUTH2 -> checkTokens(http, decoder.getIfAvailable(AccessConfiguration::nobodyIssuesTokens), tokens);
			case NONE -> checkNothing(http, server);
		}
		return http.authorizeHttpRequests(new AccessRules(this.properties)::apply)
			.csrf(AbstractHttpConfigurer::disable)
			.addFilterAfter(new CrossSiteFilter(this.refusals), HeaderWriterFilter.class)
			.addFilterAfter(new BodyLimitFilter(this.properties.maxBody(), this.refusals), AuthorizationFilter.class)
			.exceptionHandling((refused) -> refused.accessDeniedHandler(this.refusals))
			.headers((headers) -> headers
				.contentSecurityPolicy((policy) -> policy.policyDirectives(CONTENT_SECURITY_POLICY)))
			.sessionManagement((sessions) -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
			.requestCache(AbstractHttpConfigurer::disable)
			.logout(AbstractHttpConfigurer::disable)
			.build();
	}

	private void checkPasswords(HttpSecurity http) {
		AuthenticationEntryPoint ask = this.refusals.askFor("a user and a password",
				(request, response, exception) -> response.setHeader(HttpHeaders.WWW_AUTHENTICATE,
						"Basic realm=\"kafka-to-jdbc-batch\", charset=\"UTF-8\""));
		http.authenticationManager(new ConfiguredUsers(this.properties.users()).authenticationManager())
			.httpBasic((basic) -> basic.authenticationEntryPoint(ask))
			.exceptionHandling((refused) -> refused.authenticationEntryPoint(ask));
	}

	private void checkTokens(HttpSecurity http, JwtDecoder decoder, OAuth2ResourceServerProperties tokens) {
		JwtAuthenticationConverter converter = new JwtAuthenticationConverter();
		converter.setJwtGrantedAuthoritiesConverter(new TokenRoles(this.properties.roleClaim()));
		String name = tokens.getJwt().getPrincipalClaimName();
		if (name != null) {
			converter.setPrincipalClaimName(name);
		}
		AuthenticationEntryPoint ask = this.refusals.askFor("a valid bearer token",
				new BearerTokenAuthenticationEntryPoint());
		http.oauth2ResourceServer((server) -> server.authenticationEntryPoint(ask)
			.accessDeniedHandler(this.refusals)
			.jwt((jwt) -> jwt.decoder(new TokenCheck(decoder)).jwtAuthenticationConverter(converter)))
			.exceptionHandling((refused) -> refused.authenticationEntryPoint(ask));
	}

	private static JwtDecoder nobodyIssuesTokens() {
		throw new StartException("'ingest.security.mode' is oauth2, but no setting says whose tokens to accept.",
				"Set 'spring.security.oauth2.resourceserver.jwt.issuer-uri', or 'jwk-set-uri' or 'public-key-location' "
						+ "beside it.");
	}

	private static void checkNothing(HttpSecurity http, ServerProperties server) {
		http.anonymous((everybody) -> everybody.authenticationFilter(new EverybodyFilter()));
		if (server.getAddress() == null || !server.getAddress().isLoopbackAddress()) {
			log.warn("Whoever can reach the service can change it: 'ingest.security.mode' is none");
		}
	}

}

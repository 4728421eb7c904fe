package io.kafkatojdbc.access;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;

/**
 * Treats every caller as an operator. Therefore there is only one set of rules, and
 * health shows its details.
 */
final class EverybodyFilter extends AnonymousAuthenticationFilter {

	private static final String NAME = "anonymous";

	EverybodyFilter() {
		super(NAME);
	}

	@Override
	protected Authentication createAuthentication(HttpServletRequest request) {
		return UsernamePasswordAuthenticationToken.authenticated(NAME, "", Role.OPERATOR.authorities());
	}

}

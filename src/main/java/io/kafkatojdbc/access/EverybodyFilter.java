package io.kafkatojdbc.access;

import java.util.EnumSet;

import jakarta.servlet.http.HttpServletRequest;

import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;

/**
 * Gives every caller all roles. Therefore there is only one set of rules, and health
 * shows its details.
 */
final class EverybodyFilter extends AnonymousAuthenticationFilter {

	private static final String NAME = "anonymous";

	EverybodyFilter() {
		super(NAME);
	}

	@Override
	protected Authentication createAuthentication(HttpServletRequest request) {
		return UsernamePasswordAuthenticationToken.authenticated(NAME, "", Role.authorities(EnumSet.allOf(Role.class)));
	}

}

package io.kafkatojdbc.access;

import java.io.IOException;
import java.util.Set;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Refuses changes that a page of another site makes through a browser, because the
 * browser sends the credentials that it remembers. A request that says nothing about its
 * site does not come from a browser.
 */
final class CrossSiteFilter extends OncePerRequestFilter {

	private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

	/**
	 * The values for the service's own page, and for an address that somebody has typed.
	 */
	private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

	private final Refusals refusals;

	CrossSiteFilter(Refusals refusals) {
		this.refusals = refusals;
	}

	@Override
	protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
			throws ServletException, IOException {
		if (changes(request) && !isOwn(request)) {
			this.refusals.write(response, HttpStatus.FORBIDDEN, "Pages of other sites can't change anything here.");
		}
		else {
			chain.doFilter(request, response);
		}
	}

	private static boolean changes(HttpServletRequest request) {
		return !SAFE_METHODS.contains(request.getMethod()) || AccessRules.SCRIPTS.matches(request);
	}

	private static boolean isOwn(HttpServletRequest request) {
		String site = request.getHeader("Sec-Fetch-Site");
		if (site != null) {
			return OWN_SITES.contains(site);
		}
		// Browsers send Sec-Fetch-Site only over TLS or to localhost. They always send
		// Origin, except with GET and HEAD.
		String origin = request.getHeader(HttpHeaders.ORIGIN);
		return origin == null || origin.replaceFirst("^https?://", "").equalsIgnoreCase(host(request));
	}

	private static String host(HttpServletRequest request) {
		String host = request.getHeader(HttpHeaders.HOST);
		return (host != null) ? host : "";
	}

}

package io.kafkatojdbc.access;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How callers show who they are, and what is open to everybody.
 *
 * @param mode how callers show who they are
 * @param users users by name, for the mode {@code basic}
 * @param roleClaim the claim of a token that holds the role, for the mode {@code oauth2};
 * dots lead into nested claims
 * @param openPrometheus whether Prometheus may scrape without credentials
 * @param changeByGet whether the first version's paths change anything when they are
 * called by {@code GET}
 */
@ConfigurationProperties("ingest.security")
record AccessProperties(@DefaultValue("basic") Mode mode, @DefaultValue Map<String, User> users,
		@DefaultValue("roles") String roleClaim, @DefaultValue("false") boolean openPrometheus,
		@DefaultValue("true") boolean changeByGet) {

	/** How callers show who they are. */
	enum Mode {

		/** By user and password, with every request. */
		BASIC,

		/** By a token of an OAuth2 authorization server. */
		OAUTH2,

		/** Not at all: everybody is an operator. */
		NONE

	}

	/**
	 * Somebody with a password.
	 *
	 * @param password the encoded password, after the name of its encoding in braces
	 * @param role what the user may do
	 */
	record User(@Nullable String password, @DefaultValue("viewer") Role role) {

		@Override
		public String toString() {
			return this.role.title();
		}

	}

}

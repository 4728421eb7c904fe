package io.kafkatojdbc.access;

import java.util.Map;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The settings that say how callers prove who they are, and what is open to everybody.
 *
 * @param mode how callers prove who they are
 * @param users users by name, for the mode {@code basic}
 * @param roleClaim the claim of a token that holds the role, for the mode {@code oauth2};
 * a dot leads into a nested claim
 * @param openPrometheus whether Prometheus may scrape without credentials
 * @param changeByGet whether a {@code GET} on the first version's paths may change
 * anything
 */
@ConfigurationProperties("ingest.security")
record AccessProperties(@DefaultValue("basic") Mode mode, @DefaultValue Map<String, User> users,
		@DefaultValue("roles") String roleClaim, @DefaultValue("false") boolean openPrometheus,
		@DefaultValue("true") boolean changeByGet) {

	/** The ways in which callers prove who they are. */
	enum Mode {

		/** By a user's name and password, with every request. */
		BASIC,

		/** By a token of an OAuth2 authorization server. */
		OAUTH2,

		/** Not at all: everybody is an operator. */
		NONE

	}

	/**
	 * A user with a password.
	 *
	 * @param password the encoded password, with the name of the encoding in braces in
	 * front
	 * @param role what the user may do
	 */
	record User(@Nullable String password, @DefaultValue("viewer") Role role) {

		@Override
		public String toString() {
			return this.role.title();
		}

	}

}

package io.kafkatojdbc.access;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

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
 * @param maxBody the largest length of a request's body
 */
@ConfigurationProperties("ingest.security")
record AccessProperties(@DefaultValue("basic") Mode mode, @DefaultValue Map<String, User> users,
		@DefaultValue("roles") String roleClaim, @DefaultValue("false") boolean openPrometheus,
		@DefaultValue("true") boolean changeByGet, @DefaultValue("2MB") DataSize maxBody) {

	/** The ways in which callers prove who they are. */
	enum Mode {

		/** By a user's name and password, with every request. */
		BASIC,

		/** By a token of an OAuth2 authorization server. */
		OAUTH2,

		/** Not at all: everybody has all roles. */
		NONE

	}

	/**
	 * A user with a password.
	 *
	 * @param password the encoded password, with the name of the encoding in braces in
	 * front
	 * @param role what the user may do; several roles have commas between them
	 */
	record User(@Nullable String password, @DefaultValue("viewer") Set<Role> role) {

		@Override
		public String toString() {
			return this.role.stream().map(Role::title).collect(Collectors.joining(","));
		}

	}

}

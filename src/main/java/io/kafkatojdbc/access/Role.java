package io.kafkatojdbc.access;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/**
 * The roles of callers. A caller may have several. The roles {@code operator} and
 * {@code records} do not include each other: who repairs a pipeline need not see what
 * records contain.
 */
enum Role {

	/** Reads meters. */
	METRICS,

	/** Also sees everything except passwords and what records contain. */
	VIEWER,

	/** May also change things. */
	OPERATOR,

	/** Sees what a viewer sees, and rejected records and staged rows. */
	RECORDS;

	/** Returns the name of the role in settings and tokens. */
	String title() {
		return name().toLowerCase(Locale.ROOT);
	}

	private Set<Role> included() {
		return switch (this) {
			case METRICS -> EnumSet.of(METRICS);
			case VIEWER -> EnumSet.of(METRICS, VIEWER);
			case OPERATOR -> EnumSet.of(METRICS, VIEWER, OPERATOR);
			case RECORDS -> EnumSet.of(METRICS, VIEWER, RECORDS);
		};
	}

	/**
	 * Returns the authorities of roles and of all roles that they include, so that no
	 * caller has to know which those are.
	 */
	static List<GrantedAuthority> authorities(Collection<Role> roles) {
		return Arrays.stream(values())
			.filter((role) -> roles.stream().anyMatch((each) -> each.included().contains(role)))
			.<GrantedAuthority>map((role) -> new SimpleGrantedAuthority("ROLE_" + role.title()))
			.toList();
	}

}

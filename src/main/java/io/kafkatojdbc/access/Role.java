package io.kafkatojdbc.access;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** The roles of callers. Each role includes the roles before it. */
enum Role {

	/** Sees everything except the passwords among the settings. */
	VIEWER,

	/** May also change things. */
	OPERATOR;

	/** Returns the name of the role in settings and tokens. */
	String title() {
		return name().toLowerCase(Locale.ROOT);
	}

	/**
	 * Returns the authorities of this role and of all roles that it includes, so that no
	 * caller has to know the order.
	 */
	List<GrantedAuthority> authorities() {
		return Arrays.stream(values())
			.filter((role) -> role.compareTo(this) <= 0)
			.<GrantedAuthority>map((role) -> new SimpleGrantedAuthority("ROLE_" + role.title()))
			.toList();
	}

}

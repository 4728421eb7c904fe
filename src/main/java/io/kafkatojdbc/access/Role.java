package io.kafkatojdbc.access;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.authority.SimpleGrantedAuthority;

/** What somebody may do; each role includes those before it. */
enum Role {

	/** Sees everything but the passwords among the settings. */
	VIEWER,

	/** Changes things, too. */
	OPERATOR;

	/** The name that settings and tokens have it by. */
	String title() {
		return name().toLowerCase(Locale.ROOT);
	}

	/** Everything that this role includes, so that nobody has to know the order. */
	List<GrantedAuthority> authorities() {
		return Arrays.stream(values())
			.filter((role) -> role.compareTo(this) <= 0)
			.<GrantedAuthority>map((role) -> new SimpleGrantedAuthority("ROLE_" + role.title()))
			.toList();
	}

}

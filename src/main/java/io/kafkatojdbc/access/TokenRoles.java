package io.kafkatojdbc.access;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

import org.springframework.core.convert.converter.Converter;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;

/** Reads the roles of a caller from a token. */
final class TokenRoles implements Converter<Jwt, Collection<GrantedAuthority>> {

	private final String claim;

	TokenRoles(String claim) {
		this.claim = claim;
	}

	@Override
	public Collection<GrantedAuthority> convert(Jwt token) {
		List<String> titles = titles(find(token.getClaims(), this.claim)).toList();
		return Role.authorities(Arrays.stream(Role.values()).filter((role) -> titles.contains(role.title())).toList());
	}

	/**
	 * Returns the value of a claim. The name of a claim may itself contain dots, as URLs
	 * do.
	 */
	private static @Nullable Object find(Map<?, ?> claims, String path) {
		int dot = path.indexOf('.');
		if (claims.containsKey(path) || dot < 0) {
			return claims.get(path);
		}
		return (claims.get(path.substring(0, dot)) instanceof Map<?, ?> nested) ? find(nested, path.substring(dot + 1))
				: null;
	}

	private static Stream<String> titles(@Nullable Object value) {
		if (value instanceof Collection<?> values) {
			return values.stream().map(String::valueOf);
		}
		return (value instanceof String text) ? Arrays.stream(text.split(" ", -1)) : Stream.empty();
	}

}

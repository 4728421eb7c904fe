package io.kafkatojdbc.access;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.oauth2.jwt.Jwt;

import static org.assertj.core.api.Assertions.assertThat;

/** Roles are found where authorization servers put them. */
class TokenRolesTests {

	@Test
	void aClaimIsAListOrWords() {
		assertThat(roles("roles", Map.of("roles", List.of("operator")))).containsExactly("ROLE_metrics", "ROLE_viewer",
				"ROLE_operator");
		assertThat(roles("roles", Map.of("roles", List.of("sales", "viewer")))).containsExactly("ROLE_metrics",
				"ROLE_viewer");
		assertThat(roles("roles", Map.of("roles", List.of("metrics")))).containsExactly("ROLE_metrics");
		assertThat(roles("roles", Map.of("roles", "records"))).containsExactly("ROLE_metrics", "ROLE_viewer",
				"ROLE_records");
		assertThat(roles("scope", Map.of("scope", "openid records operator"))).containsExactly("ROLE_metrics",
				"ROLE_viewer", "ROLE_operator", "ROLE_records");
	}

	@Test
	void dotsLeadIntoAClaimUnlessTheyArePartOfItsName() {
		assertThat(roles("realm_access.roles", Map.of("realm_access", Map.of("roles", List.of("viewer")))))
			.containsExactly("ROLE_metrics", "ROLE_viewer");
		assertThat(roles("https://ingest.example.com/roles",
				Map.of("https://ingest.example.com/roles", List.of("viewer"))))
			.containsExactly("ROLE_metrics", "ROLE_viewer");
	}

	@Test
	void whatIsNoRoleGivesNone() {
		assertThat(roles("roles", Map.of("scope", "operator"))).isEmpty();
		assertThat(roles("roles", Map.of("roles", List.of("Operator", "ROLE_operator", 17)))).isEmpty();
		assertThat(roles("roles", Map.of("roles", 17))).isEmpty();
		assertThat(roles("a.b", Map.of("a", "operator"))).isEmpty();
	}

	private static List<String> roles(String claim, Map<String, Object> claims) {
		Jwt token = new Jwt("token", null, null, Map.of("alg", "none"), claims);
		return new TokenRoles(claim).convert(token).stream().map(GrantedAuthority::getAuthority).toList();
	}

}

package io.kafkatojdbc.access;

import java.util.Map;
import java.util.Set;

import io.kafkatojdbc.access.AccessProperties.User;
import io.kafkatojdbc.start.StartException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.util.unit.DataSize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Whoever the settings name gets in, and what is wrong with one is said at once. */
class ConfiguredUsersTests {

	private static final String SECRET = "hush-s3cret";

	private static final String HASH = "{bcrypt}" + new BCryptPasswordEncoder(4).encode(SECRET);

	@ParameterizedTest
	@NullSource
	@ValueSource(strings = { "", SECRET, "{bcrypt}" + SECRET, "{bcrypt}", "{noop}", "{plain}" + SECRET,
			"{" + SECRET + "}", "{bcrypt}a0." + SECRET, "{MD5}" + SECRET, " {noop}" + SECRET })
	void aPasswordThatIsNotEncodedIsRefusedAndNotRepeated(@Nullable String password) {
		assertThatExceptionOfType(StartException.class)
			.isThrownBy(() -> new ConfiguredUsers(Map.of("olivia", new User(password, Set.of(Role.OPERATOR)))))
			.withMessageContaining("'ingest.security.users.olivia.password' is not")
			.satisfies((ex) -> assertThat(ex.getMessage()).doesNotContain(SECRET));
	}

	@Test
	void aServiceThatNobodyCouldCallIsRefused() {
		assertThatExceptionOfType(StartException.class).isThrownBy(() -> new ConfiguredUsers(Map.of()))
			.withMessageContaining("'ingest.security.users' names no user");
	}

	@Test
	void anOperatorIsAViewerAsWell() {
		AuthenticationManager users = new ConfiguredUsers(Map.of("olivia", new User(HASH, Set.of(Role.OPERATOR)),
				"vera", new User("{noop}" + SECRET, Set.of(Role.VIEWER))))
			.authenticationManager();
		assertThat(users.authenticate(login("olivia", SECRET)).getAuthorities())
			.extracting(GrantedAuthority::getAuthority)
			.contains("ROLE_operator", "ROLE_viewer");
		assertThat(users.authenticate(login("vera", SECRET)).getAuthorities())
			.extracting(GrantedAuthority::getAuthority)
			.contains("ROLE_viewer")
			.doesNotContain("ROLE_operator");
		for (UsernamePasswordAuthenticationToken wrong : new UsernamePasswordAuthenticationToken[] {
				login("olivia", "wrong"), login("vera", HASH), login("olivia", HASH), login("nobody", SECRET) }) {
			assertThatExceptionOfType(BadCredentialsException.class).isThrownBy(() -> users.authenticate(wrong));
		}
	}

	@Test
	void aPasswordIsNotPartOfWhatIsShownOfTheSettings() {
		assertThat(new AccessProperties(AccessProperties.Mode.BASIC,
				Map.of("olivia", new User(HASH, Set.of(Role.OPERATOR))), "roles", false, true, DataSize.ofMegabytes(2))
			.toString()).contains("olivia", "operator").doesNotContain(HASH);
	}

	private static UsernamePasswordAuthenticationToken login(String user, String password) {
		return UsernamePasswordAuthenticationToken.unauthenticated(user, password);
	}

}

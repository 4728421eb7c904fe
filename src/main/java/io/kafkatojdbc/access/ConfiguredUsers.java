package io.kafkatojdbc.access;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

import io.kafkatojdbc.start.StartException;

import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetails;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

/**
 * The users that the settings name. A wrong setting of a user is reported at start, and
 * never with the password.
 */
final class ConfiguredUsers {

	private static final String BCRYPT = "bcrypt";

	private static final String NOOP = "noop";

	private static final Pattern ENCODED = Pattern
		.compile("\\{bcrypt}\\$2[aby]?\\$\\d{2}\\$[./0-9A-Za-z]{53}|\\{noop}.+");

	private static final String HOW = """
			Encode a password with 'java -jar kafka-to-jdbc-batch.jar hash-password', and set what it answers, as in
			  --ingest.security.users.olivia.password='{bcrypt}$2a$10$…' --ingest.security.users.olivia.role=operator
			(in quotes, since both shells and YAML make something else of it; role is metrics, viewer, operator or records, or several of them).""";

	private final Map<String, AccessProperties.User> users;

	ConfiguredUsers(Map<String, AccessProperties.User> users) {
		this.users = users;
		if (users.isEmpty()) {
			throw new StartException("Nobody could call the service: 'ingest.security.users' names no user.", HOW
					+ "\nOr set 'ingest.security.mode' to oauth2, or to none if something else keeps strangers away.");
		}
		users.forEach(ConfiguredUsers::check);
	}

	private static void check(String name, AccessProperties.User user) {
		if (user.role().isEmpty()) {
			throw new StartException("'ingest.security.users.%s.role' names no role.".formatted(name), HOW);
		}
		String setting = "'ingest.security.users.%s.password'".formatted(name);
		String password = user.password();
		if (password == null || password.isEmpty()) {
			throw new StartException(setting + " is not set.", HOW);
		}
		if (!ENCODED.matcher(password).matches()) {
			throw new StartException(setting + " is not an encoded password: neither {bcrypt} and a hash of bcrypt, "
					+ "nor {noop} and a password that need not be secret.", HOW);
		}
	}

	AuthenticationManager authenticationManager() {
		List<UserDetails> details = this.users.entrySet()
			.stream()
			.map((user) -> User.withUsername(user.getKey())
				.password(user.getValue().password())
				.authorities(Role.authorities(user.getValue().role()))
				.build())
			.toList();
		DaoAuthenticationProvider provider = new DaoAuthenticationProvider(new InMemoryUserDetailsManager(details));
		provider.setPasswordEncoder(new RememberedMatches(new FewChecks(encoder())));
		return new BrakedAuthentication(new ProviderManager(provider), new Brake(System::nanoTime));
	}

	@SuppressWarnings("deprecation")
	private static PasswordEncoder encoder() {
		// Deprecated as a warning. Here users must write its name, noop, themselves.
		PasswordEncoder plain = org.springframework.security.crypto.password.NoOpPasswordEncoder.getInstance();
		return new DelegatingPasswordEncoder(BCRYPT, Map.of(BCRYPT, new BCryptPasswordEncoder(), NOOP, plain));
	}

}

package io.kafkatojdbc.start;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.util.PSQLException;

import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/**
 * Names the settings to check if the service cannot connect to the database. The message
 * never contains passwords.
 */
class DatabaseFailureAnalyzer implements FailureAnalyzer, Ordered {

	private static final String URL = "spring.datasource.url";

	private static final String USER = "spring.datasource.username";

	private static final Set<String> POOLS = Set.of("dataSource", "controlDataSource");

	private final Environment environment;

	DatabaseFailureAnalyzer(Environment environment) {
		this.environment = environment;
	}

	@Override
	public @Nullable FailureAnalysis analyze(Throwable failure) {
		Optional<PSQLException> refusal = causes(failure, PSQLException.class).findFirst();
		if (refusal.isPresent()) {
			return analyze(refusal.get());
		}
		boolean poolFailed = causes(failure, BeanCreationException.class).map(BeanCreationException::getBeanName)
			.anyMatch((name) -> name != null && POOLS.contains(name));
		return (poolFailed && Driver.parseURL(url(), null) == null) ? wrongUrl(failure) : null;
	}

	private static <T> Stream<T> causes(Throwable failure, Class<T> type) {
		return Stream.iterate(failure, (each) -> each != null, Throwable::getCause)
			.filter(type::isInstance)
			.map(type::cast);
	}

	private @Nullable FailureAnalysis analyze(PSQLException refusal) {
		String state = String.valueOf(refusal.getSQLState());
		if (state.equals("3D000")) {
			return analysis("The database in '%s' does not exist".formatted(shownUrl()), refusal,
					"Create it, or name another one in '%s'.".formatted(URL));
		}
		return switch (state.substring(0, 2)) {
			case "08" -> analysis("The database '%s' can't be reached".formatted(shownUrl()), refusal,
					"Check '%s', and that the server is running.".formatted(URL));
			case "28" -> analysis(
					"The database '%s' does not let the user '%s' in".formatted(shownUrl(),
							this.environment.getProperty(USER, "")),
					refusal, "Check '%s' and 'spring.datasource.password'.".formatted(USER));
			case "53", "57" -> analysis("The database '%s' takes no connections for now".formatted(shownUrl()), refusal,
					"Start the service again once it does.");
			default -> null;
		};
	}

	private static FailureAnalysis analysis(String what, PSQLException refusal, String action) {
		Throwable root = NestedExceptionUtils.getMostSpecificCause(refusal);
		String why = (root != refusal) ? "%s (%s)".formatted(refusal.getMessage(), root)
				: String.valueOf(refusal.getMessage());
		return new FailureAnalysis("%s: %s".formatted(what, why), action, refusal);
	}

	private FailureAnalysis wrongUrl(Throwable failure) {
		String description = url().isEmpty() ? "'%s' is not set.".formatted(URL)
				: "'%s' is no URL of a PostgreSQL database: '%s'.".formatted(URL, shownUrl());
		return new FailureAnalysis(description,
				"Set it as in jdbc:postgresql://localhost:5432/test, and the user and the password in '%s' and 'spring.datasource.password'."
					.formatted(USER),
				failure);
	}

	private String url() {
		return this.environment.getProperty(URL, "");
	}

	private String shownUrl() {
		return url().replaceFirst("\\?.*", "").replaceFirst("//.*@", "//");
	}

	@Override
	public int getOrder() {
		// Spring Boot's own analyzer must come later, because it suggests an embedded
		// database.
		return HIGHEST_PRECEDENCE;
	}

}

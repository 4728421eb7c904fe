package io.kafkatojdbc.access;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;

/**
 * Reports which of the users' settings cannot be read. The report does not show the
 * value, which may be a password in the wrong place.
 */
class UsersFailureAnalyzer extends AbstractFailureAnalyzer<BindException> implements Ordered {

	private static final ConfigurationPropertyName USERS = ConfigurationPropertyName.of("ingest.security.users");

	@Override
	protected @Nullable FailureAnalysis analyze(Throwable rootFailure, BindException cause) {
		ConfigurationPropertyName name = cause.getName();
		if (!USERS.equals(name) && !USERS.isAncestorOf(name)) {
			return null;
		}
		return new FailureAnalysis("'%s' can't be read.".formatted(name),
				"Each user has a name, an encoded password and a role: metrics, viewer, operator, records, or several "
						+ "of them with commas between them, as in operator,records: "
						+ "'ingest.security.users.<name>.password' and 'ingest.security.users.<name>.role'.",
				cause);
	}

	@Override
	public int getOrder() {
		// Before Spring Boot's own analyzer, which quotes the value.
		return HIGHEST_PRECEDENCE;
	}

}

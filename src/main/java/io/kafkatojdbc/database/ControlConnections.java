package io.kafkatojdbc.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

import com.zaxxer.hikari.HikariDataSource;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.datasource.AbstractDataSource;
import org.springframework.web.context.request.RequestContextHolder;
import org.springframework.web.context.request.ServletRequestAttributes;

/**
 * The connections of everything except staging. The coordinator and the merge take theirs
 * from the control pool. A thread that answers an HTTP request has only a few places: to
 * read, it takes a connection of the pool for questions; to change something, it takes
 * one of the control pool. So callers can use up neither the connections nor the
 * database, whatever they call.
 */
final class ControlConnections extends AbstractDataSource {

	/** The places for requests that read. */
	static final int QUESTIONS = 3;

	/** The places for requests that change something, such as a dry run. */
	static final int CHANGES = 2;

	private static final Set<String> READ = Set.of("GET", "HEAD");

	/** The paths that also change something if they are called with GET. */
	private static final List<String> SCRIPTS = List.of("/consumer/", "/config/update/");

	private final HikariDataSource control;

	private final HikariDataSource questions;

	private final Places questionPlaces = new Places(QUESTIONS);

	private final Places changePlaces = new Places(CHANGES);

	ControlConnections(HikariDataSource control, HikariDataSource questions) {
		this.control = control;
		this.questions = questions;
	}

	@Override
	public Connection getConnection() throws SQLException {
		if (isForQuestion()) {
			return this.questionPlaces.connect(this.questions);
		}
		return (request() != null) ? this.changePlaces.connect(this.control) : this.control.getConnection();
	}

	/** Returns whether the current thread answers a request that only reads. */
	static boolean isForQuestion() {
		HttpServletRequest request = request();
		return request != null && READ.contains(request.getMethod())
				&& SCRIPTS.stream().noneMatch(request.getServletPath()::startsWith);
	}

	private static @Nullable HttpServletRequest request() {
		return (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes attributes)
				? attributes.getRequest() : null;
	}

	@Override
	public Connection getConnection(String username, String password) throws SQLException {
		throw new SQLException("The user is the pool's");
	}

}

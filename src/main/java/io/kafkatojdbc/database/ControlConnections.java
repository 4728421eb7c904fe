package io.kafkatojdbc.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;

import com.zaxxer.hikari.HikariDataSource;

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
		if (RequestContextHolder.getRequestAttributes() instanceof ServletRequestAttributes request) {
			return READ.contains(request.getRequest().getMethod()) ? this.questionPlaces.connect(this.questions)
					: this.changePlaces.connect(this.control);
		}
		return this.control.getConnection();
	}

	@Override
	public Connection getConnection(String username, String password) throws SQLException {
		throw new SQLException("The user is the pool's");
	}

}

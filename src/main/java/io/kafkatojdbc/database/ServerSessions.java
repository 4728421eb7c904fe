package io.kafkatojdbc.database;

import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Collection;
import java.util.List;
import java.util.Set;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import org.postgresql.PGConnection;

import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the service needs to know about the sessions of the database server before it
 * opens its pools.
 */
public final class ServerSessions {

	private final boolean shared;

	private final Set<String> settings;

	private ServerSessions(boolean shared, Set<String> settings) {
		this.shared = shared;
		this.settings = settings;
	}

	/**
	 * Asks the server, with a connection of its own.
	 * @param pool the pool that is to be opened
	 * @param settings the names of settings that an older server may not know
	 */
	static ServerSessions ask(HikariConfig pool, Collection<String> settings) {
		HikariConfig one = new HikariConfig();
		pool.copyStateTo(one);
		one.setPoolName("first look");
		one.setMaximumPoolSize(1);
		try (HikariDataSource dataSource = new HikariDataSource(one)) {
			List<String> known = JdbcClient.create(dataSource)
				.sql("SELECT name FROM pg_settings WHERE name = ANY (?)")
				.param(settings.toArray(String[]::new))
				.query(String.class)
				.list();
			return new ServerSessions(areShared(dataSource), Set.copyOf(known));
		}
	}

	/**
	 * Returns whether there is a connection pooler, such as PgBouncer, between the
	 * service and the server. The service's statements may then run in sessions that
	 * other clients use before and after. A pooler gives its clients numbers that are not
	 * those of the sessions.
	 * @param dataSource gives access to the database
	 * @return whether the sessions are not the service's own
	 */
	public static boolean areShared(DataSource dataSource) {
		return Boolean.TRUE.equals(new JdbcTemplate(dataSource).execute((ConnectionCallback<Boolean>) (connection) -> {
			try (Statement statement = connection.createStatement();
					ResultSet rs = statement.executeQuery("SELECT pg_backend_pid()")) {
				return rs.next() && rs.getInt(1) != connection.unwrap(PGConnection.class).getBackendPID();
			}
		}));
	}

	boolean areShared() {
		return this.shared;
	}

	boolean know(String setting) {
		return this.settings.contains(setting);
	}

}

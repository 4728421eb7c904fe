package io.kafkatojdbc.ledger;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

import io.kafkatojdbc.database.Reason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Watches the database sessions that hold the seal lock, and ends those that have been
 * waiting for their client for too long. The client of such a session stands still, or is
 * gone. A session that works, or that goes on receiving rows, is not ended, however long
 * its transaction takes.
 * <p>
 * The server says since when a session is idle. It does not say since when a COPY has
 * received nothing, so this class remembers how much each COPY had received.
 */
final class SealHolders {

	private static final Logger log = LoggerFactory.getLogger(SealHolders.class);

	private static final String MARK = """
			concat_ws(' ', a.backend_start, a.xact_start, a.state_change, c.bytes_processed)""";

	/** The view pg_locks shows the key of an advisory lock in two halves. */
	private static final String HOLDERS = """
			SELECT a.pid, %s AS mark, coalesce(a.state LIKE 'idle in transaction%%', false) AS idle,
				coalesce(a.wait_event_type = 'Client', false) AS waits_for_client,
				coalesce(extract(epoch FROM clock_timestamp() - a.state_change), 0)::float8 AS seconds,
				concat('session ', a.pid, ' of ', coalesce(host(a.client_addr), 'this host'), ', ',
					coalesce(a.state, 'whose state this user may not see'),
					', in a transaction for ' || extract(epoch FROM clock_timestamp() - a.xact_start)::int || ' s')
					AS description
			FROM (SELECT %s AS key) k
			JOIN pg_locks l ON l.locktype = 'advisory' AND l.granted AND l.objsubid = 1
				AND (l.classid::bigint << 32) | l.objid::bigint = k.key
			JOIN pg_database d ON d.oid = l.database AND d.datname = current_database()
			JOIN pg_stat_activity a ON a.pid = l.pid
			LEFT JOIN pg_stat_progress_copy c ON c.pid = a.pid
			WHERE a.pid <> pg_backend_pid()
			""".formatted(MARK, SealLock.KEY);

	/** The mark, because the session may have gone on. */
	private static final String END = """
			SELECT count(pg_terminate_backend(a.pid))
			FROM pg_stat_activity a LEFT JOIN pg_stat_progress_copy c ON c.pid = a.pid
			WHERE a.pid = ? AND %s = ?
			""".formatted(MARK);

	private final Duration idleTimeout;

	private final LongSupplier nanoTime;

	private final Map<Integer, Sight> seen = new HashMap<>();

	SealHolders(Duration idleTimeout, LongSupplier nanoTime) {
		this.idleTimeout = idleTimeout;
		this.nanoTime = nanoTime;
	}

	/**
	 * Looks at the sessions that hold the lock, and ends those that stand still.
	 * @return the sessions that were not ended, in words
	 */
	synchronized String look(JdbcClient jdbc, String pipeline) {
		List<Holder> holders = jdbc.sql(HOLDERS).param(pipeline).query(Holder.class).list();
		this.seen.keySet().retainAll(holders.stream().map(Holder::pid).toList());
		return holders.stream()
			.filter((holder) -> !standsStill(holder) || !end(jdbc, holder))
			.map(Holder::description)
			.collect(Collectors.joining("; "));
	}

	private boolean standsStill(Holder holder) {
		if (holder.idle() && holder.seconds() >= this.idleTimeout.toMillis() / 1e3) {
			return true;
		}
		long now = this.nanoTime.getAsLong();
		Sight before = this.seen.get(holder.pid());
		if (!holder.waitsForClient()) {
			this.seen.remove(holder.pid());
			return false;
		}
		if (before == null || !before.mark().equals(holder.mark())) {
			this.seen.put(holder.pid(), new Sight(holder.mark(), now));
			return false;
		}
		return now - before.since() >= this.idleTimeout.toNanos();
	}

	private boolean end(JdbcClient jdbc, Holder holder) {
		try {
			boolean ended = jdbc.sql(END).params(holder.pid(), holder.mark()).query(Long.class).single() > 0;
			if (ended) {
				log.warn("Ended a database session that kept a batch open and waited for its client for over {} s: {}",
						this.idleTimeout.toSeconds(), holder.description());
			}
			return ended;
		}
		catch (DataAccessException ex) {
			log.warn("A database session keeps a batch open and can't be ended: {}: {}", holder.description(),
					Reason.of(ex));
			return false;
		}
	}

	/**
	 * A session that holds the lock.
	 *
	 * @param pid the session's process
	 * @param mark changes when the session goes on
	 * @param idle whether the session waits for the next statement of its transaction
	 * @param waitsForClient whether the session waits for its client, also within a
	 * statement
	 * @param seconds the time since the session became idle, or began its statement
	 * @param description the session in words
	 */
	record Holder(int pid, String mark, boolean idle, boolean waitsForClient, double seconds, String description) {
	}

	/**
	 * A session that waited for its client.
	 *
	 * @param mark the session's mark then
	 * @param since when the session was first seen with this mark
	 */
	private record Sight(String mark, long since) {
	}

}

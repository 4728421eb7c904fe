package io.kafkatojdbc.database;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import javax.sql.DataSource;

/**
 * A number of connections that can be in use at the same time. A call waits for a moment
 * if all are in use. If many calls wait already, it is refused at once, so that waiting
 * calls do not take all threads of the web server.
 */
final class Places {

	private static final Duration PATIENCE = Duration.ofSeconds(2);

	private static final int WAITING = 20;

	private final Semaphore free;

	Places(int number) {
		this.free = new Semaphore(number, true);
	}

	/**
	 * Takes a connection, whose place is free again once it is closed.
	 * @param pool where the connection comes from
	 * @return the connection
	 * @throws TooManyRequestsException if no place becomes free
	 */
	Connection connect(DataSource pool) throws SQLException {
		take();
		Connection connection = null;
		try {
			connection = pool.getConnection();
			return freeing(connection);
		}
		finally {
			if (connection == null) {
				this.free.release();
			}
		}
	}

	private void take() throws TooManyRequestsException {
		try {
			if (this.free.getQueueLength() < WAITING
					&& this.free.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
				return;
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		throw new TooManyRequestsException();
	}

	private Connection freeing(Connection connection) {
		AtomicBoolean open = new AtomicBoolean(true);
		return (Connection) Proxy.newProxyInstance(Connection.class.getClassLoader(),
				new Class<?>[] { Connection.class }, (proxy, method, arguments) -> {
					try {
						return method.invoke(connection, arguments);
					}
					catch (InvocationTargetException ex) {
						throw ex.getTargetException();
					}
					finally {
						if (method.getName().equals("close") && open.compareAndSet(true, false)) {
							this.free.release();
						}
					}
				});
	}

}

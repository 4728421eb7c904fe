package io.kafkatojdbc.testing;

import java.util.List;

/**
 * An earlier copy of a database server's data. A server that gets it back is like an
 * asynchronous standby that was promoted, or a database that was restored to an earlier
 * time.
 */
public final class DatabaseCopy implements AutoCloseable {

	private final LocalPostgres postgres;

	private final DirectoryCopy copy;

	private DatabaseCopy(LocalPostgres postgres, DirectoryCopy copy) {
		this.postgres = postgres;
		this.copy = copy;
	}

	/**
	 * Copies the data of a server, which is restarted for it.
	 * @param postgres the server
	 * @return the copy
	 */
	public static DatabaseCopy of(LocalPostgres postgres) {
		postgres.stop();
		try {
			return new DatabaseCopy(postgres, DirectoryCopy.of(List.of(postgres.data())));
		}
		finally {
			postgres.start();
		}
	}

	/** Restarts the server with the data as they were. */
	public void putBack() {
		this.postgres.crash();
		this.copy.putBack();
		this.postgres.start();
	}

	@Override
	public void close() {
		this.copy.close();
	}

}

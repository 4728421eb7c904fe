package io.kafkatojdbc.guarantees;

import java.time.Duration;

import io.kafkatojdbc.testing.TestDatabase;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A transaction that has read the staging table and does not end. */
final class LongReader implements AutoCloseable {

	private final SingleConnectionDataSource session;

	LongReader(TestDatabase database) {
		this.session = new SingleConnectionDataSource(database.jdbcUrl(), TestDatabase.USER, TestDatabase.USER, true);
		this.session.setAutoCommit(false);
		JdbcClient.create(this.session).sql("SELECT count(*) FROM films_staging").query().singleRow();
	}

	/** Waits until a batch is merged, whose slot cannot be emptied now. */
	void awaitMerged(Audit audit) {
		Scene.awaitThat("a merged batch", Duration.ofSeconds(60), () -> audit.batchIn("MERGED") > 0);
	}

	@Override
	public void close() {
		this.session.destroy();
	}

}

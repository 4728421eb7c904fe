package io.kafkatojdbc.ledger;

import io.kafkatojdbc.pipeline.Pipeline;
import io.kafkatojdbc.testing.TestDatabase;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The ledger in a database to test with. */
public final class Ledgers {

	private Ledgers() {
	}

	/**
	 * Creates the tables.
	 * @param database the database
	 */
	public static void create(TestDatabase database) {
		new LedgerSchema(database.dataSource(), database.jdbc()).afterPropertiesSet();
	}

	/**
	 * Creates access to the sealed batches of a pipeline.
	 * @param database the database
	 * @param pipeline the pipeline
	 * @return the batches
	 */
	public static SealedBatches sealedBatches(TestDatabase database, Pipeline pipeline) {
		return new SealedBatches(database.jdbc(), pipeline);
	}

	/**
	 * Creates access to the old batches of a pipeline.
	 * @param jdbc access to the database
	 * @param pipeline the pipeline
	 * @return the batches
	 */
	public static ClearedBatches clearedBatches(JdbcClient jdbc, Pipeline pipeline) {
		return new ClearedBatches(jdbc, pipeline);
	}

	/**
	 * Creates access to all batches of a pipeline.
	 * @param jdbc access to the database
	 * @param pipeline the pipeline
	 * @return the batches
	 */
	public static BatchHistory history(JdbcClient jdbc, Pipeline pipeline) {
		return new BatchHistory(jdbc, pipeline);
	}

}

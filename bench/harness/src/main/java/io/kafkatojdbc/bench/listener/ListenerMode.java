package io.kafkatojdbc.bench.listener;

/** The ways in which a hand-written listener writes records into the target table. */
public enum ListenerMode {

	/** Two consumers upsert each poll, in which each key is written once. */
	UPSERT("listener-upsert", "2 consumers, rewritten batches", 2, true),

	/** Two consumers insert into a staging table, which is merged every 100,000 rows. */
	STAGING("listener-staging", "2 consumers, rewritten batches, merge per 100,000", 2, true),

	/** One thread inserts into a staging table and merges it every 100,000 rows. */
	FIRST_VERSION("first-version", "1 consumer, merge per 100,000", 1, false);

	private final String system;

	private final String description;

	private final int consumers;

	private final boolean rewriting;

	ListenerMode(String system, String description, int consumers, boolean rewriting) {
		this.system = system;
		this.description = description;
		this.consumers = consumers;
		this.rewriting = rewriting;
	}

	/**
	 * Returns the name of this mode in the results.
	 * @return the system's name
	 */
	public String system() {
		return this.system;
	}

	/**
	 * Returns a description of this mode in words.
	 * @return the description
	 */
	public String description() {
		return this.description;
	}

	/**
	 * Returns whether this mode uses a staging table.
	 * @return whether rows are staged
	 */
	public boolean isStaging() {
		return this != UPSERT;
	}

	/**
	 * Returns how many consumers there are.
	 * @return the number of consumers
	 */
	public int consumers() {
		return this.consumers;
	}

	/**
	 * Returns the suffix of the database's address.
	 * @return parameters of the JDBC driver
	 */
	public String urlSuffix() {
		return this.rewriting ? "?reWriteBatchedInserts=true" : "";
	}

}

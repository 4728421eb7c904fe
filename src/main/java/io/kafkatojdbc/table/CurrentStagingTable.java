package io.kafkatojdbc.table;

import io.kafkatojdbc.pipeline.Pipeline;
import io.kafkatojdbc.record.Column;
import io.kafkatojdbc.start.StartException;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The staging table as it was last read from the catalogue. It is checked at start, and
 * read again after whatever goes wrong with it.
 */
@Component
public class CurrentStagingTable implements InitializingBean {

	private static final String SAME_COLUMNS = """
			SELECT count(*) FROM pg_attribute a
			JOIN unnest(?::text[], ?::text[]) AS c (name, type)
				ON c.name = a.attname AND c.type = format_type(a.atttypid, a.atttypmod)
			WHERE a.attrelid = ?::regclass AND NOT a.attisdropped
			""";

	private final StagingTableCatalog catalog;

	private final JdbcClient jdbc;

	private volatile @Nullable StagingTable table;

	private volatile boolean doubtful = true;

	CurrentStagingTable(JdbcClient jdbc, Pipeline pipeline) {
		this.catalog = new StagingTableCatalog(jdbc, pipeline.stagingTable());
		this.jdbc = jdbc;
	}

	@Override
	public void afterPropertiesSet() {
		get();
	}

	/**
	 * Returns the table, read again if there is doubt.
	 * @return the table
	 * @throws StartException if it is no staging table
	 */
	public StagingTable get() {
		StagingTable current = this.table;
		if (current == null || this.doubtful) {
			current = this.catalog.read();
			this.table = current;
			this.doubtful = false;
		}
		return current;
	}

	/**
	 * Returns the table as it was last read. The coordinator does not look into the
	 * catalogue with a connection for staging.
	 */
	StagingTable known() {
		StagingTable known = this.table;
		return (known != null) ? known : get();
	}

	/** Has the catalogue read again before rows are staged next. */
	public void doubt() {
		this.doubtful = true;
	}

	/**
	 * Makes sure that the table is still what it was.
	 * @param before the table as it was
	 * @throws IllegalStateException if it has changed
	 */
	public void requireUnchanged(StagingTable before) {
		if (!this.catalog.read().equals(before)) {
			throw changed();
		}
	}

	private static IllegalStateException changed() {
		return new IllegalStateException("The staging table has changed; what was polled is read again");
	}

	/**
	 * Makes sure that a slot still has the columns it was known to have. In the
	 * transaction that has copied rows into it nobody can change them any more.
	 * @param before the table as it was
	 * @param slot 0 or 1
	 * @throws IllegalStateException if a column is missing or has another type
	 */
	public void requireSameColumns(StagingTable before, int slot) {
		int same = this.jdbc.sql(SAME_COLUMNS)
			.param(before.columns().stream().map(Column::name).toArray(String[]::new))
			.param(before.columns().stream().map(Column::type).toArray(String[]::new))
			.param(before.slots().get(slot))
			.query(Integer.class)
			.single();
		if (same != before.columns().size()) {
			throw changed();
		}
	}

}

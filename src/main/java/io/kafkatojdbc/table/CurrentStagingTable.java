package io.kafkatojdbc.table;

import io.kafkatojdbc.pipeline.Pipeline;
import io.kafkatojdbc.record.Column;
import io.kafkatojdbc.start.StartException;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The staging table as it was last read from the catalogue. The table is checked at
 * start, and read again after an error that it may have caused.
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
		new StagingTableAdvice(this.jdbc).log(get());
	}

	/**
	 * Returns the table. It is read from the catalogue again if it may have changed.
	 * @return the table
	 * @throws StartException if the table does not serve as a staging table
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
	 * Returns the table as it was last read from the catalogue. The coordinator uses this
	 * method, so that it takes no connection for staging to read the catalogue.
	 */
	StagingTable known() {
		StagingTable known = this.table;
		return (known != null) ? known : get();
	}

	/**
	 * Makes the next call of {@link #get} read the catalogue again, before rows are
	 * staged.
	 */
	public void doubt() {
		this.doubtful = true;
	}

	/**
	 * Checks that the table has not changed.
	 * @param before the table as it was
	 * @throws IllegalStateException if the table has changed
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
	 * Checks that a slot still has the same columns. After a transaction has copied rows
	 * into the slot, nobody can change the columns before the transaction ends.
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

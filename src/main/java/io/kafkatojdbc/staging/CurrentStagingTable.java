package io.kafkatojdbc.staging;

import io.kafkatojdbc.ledger.Control;
import io.kafkatojdbc.ledger.PipelineProperties;
import io.kafkatojdbc.ledger.Slots;
import io.kafkatojdbc.staging.StagingTable.Column;
import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The staging table as it was when somebody last had reason to look. It is checked at
 * start, and read again after whatever goes wrong with it.
 */
@Component
class CurrentStagingTable implements Slots, InitializingBean {

	private static final String STORED_COLUMNS = """
			SELECT string_agg(quote_ident(attname), ', ' ORDER BY attnum) FROM pg_attribute
			WHERE attrelid = ?::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = '' AND attname <> 'slot'
			""";

	private static final String SAME_COLUMNS = """
			SELECT count(*) FROM pg_attribute a
			JOIN unnest(?::text[], ?::text[]) AS c (name, type)
				ON c.name = a.attname AND c.type = format_type(a.atttypid, a.atttypmod)
			WHERE a.attrelid = ?::regclass AND NOT a.attisdropped
			""";

	/** Neither slot 0 nor slot 1. */
	private static final int NO_SLOT = 2;

	private final StagingTableCatalog catalog;

	private final JdbcClient jdbc;

	private final JdbcClient control;

	private volatile @Nullable StagingTable table;

	private volatile boolean doubtful = true;

	CurrentStagingTable(JdbcClient jdbc, @Control JdbcClient control, PipelineProperties pipeline) {
		this.catalog = new StagingTableCatalog(jdbc, pipeline.stagingTable());
		this.jdbc = jdbc;
		this.control = control;
	}

	@Override
	public void afterPropertiesSet() {
		get();
	}

	StagingTable get() {
		StagingTable current = this.table;
		if (current == null || this.doubtful) {
			current = this.catalog.read();
			this.table = current;
			this.doubtful = false;
		}
		return current;
	}

	/** Has the catalogue read again before rows are staged next. */
	void doubt() {
		this.doubtful = true;
	}

	/** Makes sure that the table is still what it was. */
	void requireUnchanged(StagingTable before) {
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
	 */
	void requireSameColumns(StagingTable before, int slot) {
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

	@Override
	public String tableName() {
		return get().name();
	}

	@Override
	public String slotName(int slot) {
		return known().slots().get(slot);
	}

	@Override
	public String setAsideName() {
		return known().setAside();
	}

	@Override
	public void empty(int slot) {
		this.control.sql("TRUNCATE " + slotName(slot)).update();
	}

	@Override
	public void setAside(int slot, String rows) {
		// What somebody mends meanwhile would be truncated, and what it was before kept.
		this.control.sql("LOCK TABLE %s IN ACCESS EXCLUSIVE MODE".formatted(slotName(slot))).update();
		copyAside(slot, rows);
		empty(slot);
	}

	@Override
	public void setStrayRowsAside(int slot, long batch) {
		copyAside(slot, "batch <> " + batch);
	}

	private void copyAside(int slot, String condition) {
		String columns = this.control.sql(STORED_COLUMNS).param(slotName(slot)).query(String.class).single();
		this.control
			.sql("INSERT INTO %s (slot, %s) OVERRIDING SYSTEM VALUE SELECT %d, %s FROM %s WHERE %s"
				.formatted(setAsideName(), columns, NO_SLOT, columns, slotName(slot), condition))
			.update();
	}

	@Override
	public void removeSetAside(long batch) {
		this.control.sql("DELETE FROM %s WHERE batch = ?".formatted(setAsideName())).param(batch).update();
	}

	private StagingTable known() {
		// The coordinator does not look into the catalogue with a stager's connection.
		StagingTable known = this.table;
		return (known != null) ? known : get();
	}

}

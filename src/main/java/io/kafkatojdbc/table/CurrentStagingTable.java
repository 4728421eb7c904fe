package io.kafkatojdbc.table;

import java.util.Optional;

import io.kafkatojdbc.pipeline.Pipeline;
import io.kafkatojdbc.record.DeclaredColumns;
import io.kafkatojdbc.start.StartException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.InitializingBean;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The staging table as it was last read from the catalogue. The table is checked at
 * start, and read again after an error that it may have caused.
 */
@Component
public class CurrentStagingTable implements InitializingBean {

	private static final Logger log = LoggerFactory.getLogger(CurrentStagingTable.class);

	private final StagingTableCatalog catalog;

	private final StagingTableAdvice advice;

	private volatile @Nullable StagingTable table;

	private volatile boolean doubtful = true;

	private volatile @Nullable String lastChange;

	CurrentStagingTable(JdbcClient jdbc, Pipeline pipeline) {
		this.catalog = new StagingTableCatalog(jdbc, pipeline.stagingTable(), new DeclaredColumns(pipeline.columns()));
		this.advice = new StagingTableAdvice(jdbc);
	}

	@Override
	public void afterPropertiesSet() {
		this.advice.log(get());
	}

	/**
	 * Returns the table. It is read from the catalogue again if it may have changed.
	 * @return the table
	 * @throws StartException if the table does not serve as a staging table
	 */
	public StagingTable get() {
		StagingTable current = this.table;
		return (current == null || this.doubtful) ? read() : current;
	}

	private synchronized StagingTable read() {
		StagingTable before = this.table;
		if (before != null && !this.doubtful) {
			return before;
		}
		StagingTable now = this.catalog.read();
		if (before != null && !before.equals(now)) {
			String change = TableChange.between(before, now);
			this.lastChange = change;
			log.warn("The staging table {} has changed, and is used as it is now: {}", now.name(), change);
		}
		this.table = now;
		this.doubtful = false;
		return now;
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
	 * @throws TableChangedException if the table has changed
	 */
	public void requireUnchanged(StagingTable before) {
		if (!this.catalog.read().equals(before)) {
			throw new TableChangedException();
		}
	}

	/**
	 * Checks that rows were made for the slot as it is.
	 * @param before the table that the rows were made for
	 * @param slot 0 or 1
	 * @param layout the definition of the slot, read after the rows were copied: then
	 * nobody can change the slot before the transaction ends
	 * @throws TableChangedException if the slot has changed
	 */
	public static void requireSame(StagingTable before, int slot, long layout) {
		if (before.layouts().get(slot) != layout) {
			throw new TableChangedException();
		}
	}

	/**
	 * Returns how the table has changed since the start of the service.
	 * @return the last change in words, or empty if the table has not changed
	 */
	public Optional<String> lastChange() {
		return Optional.ofNullable(this.lastChange);
	}

}

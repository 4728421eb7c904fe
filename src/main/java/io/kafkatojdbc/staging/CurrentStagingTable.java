package io.kafkatojdbc.staging;

import io.kafkatojdbc.ledger.Control;
import io.kafkatojdbc.ledger.PipelineProperties;
import io.kafkatojdbc.ledger.Slots;
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

	private final StagingTableCatalog catalog;

	private final JdbcClient control;

	private volatile @Nullable StagingTable table;

	private volatile boolean doubtful = true;

	CurrentStagingTable(JdbcClient jdbc, @Control JdbcClient control, PipelineProperties pipeline) {
		this.catalog = new StagingTableCatalog(jdbc, pipeline.stagingTable());
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

	/** Looks whether the table is still what it was. */
	boolean hasChanged(StagingTable before) {
		return !this.catalog.read().equals(before);
	}

	@Override
	public String tableName() {
		return get().name();
	}

	@Override
	public void empty(int slot) {
		// The coordinator does not look into the catalogue with a stager's connection.
		StagingTable known = this.table;
		this.control.sql("TRUNCATE " + ((known != null) ? known : get()).slots().get(slot)).update();
	}

}

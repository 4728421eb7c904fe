package io.kafkatojdbc.merge;

import io.kafkatojdbc.database.Control;
import io.kafkatojdbc.ledger.BatchState;
import io.kafkatojdbc.pipeline.Pipeline;
import io.kafkatojdbc.table.Slots;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Finds the rows of a batch that are still to be merged. */
@Component
class UnmergedRows {

	private static final String STATE = "SELECT state FROM ingest.batch WHERE pipeline = ? AND number = ?";

	private final JdbcClient jdbc;

	private final Slots slots;

	private final BatchSlices slices;

	private final String pipeline;

	UnmergedRows(@Control JdbcClient jdbc, Slots slots, BatchSlices slices, Pipeline pipeline) {
		this.jdbc = jdbc;
		this.slots = slots;
		this.slices = slices;
		this.pipeline = pipeline.name();
	}

	/**
	 * Removes the rows of merged slices, in a transaction that is rolled back.
	 * @param number the batch's number
	 * @param slot the slot of the batch
	 * @return the other rows of the batch
	 */
	BatchRows keep(long number, int slot) {
		String table = tableOf(number, slot);
		removeMerged(number, table);
		return new BatchRows(this.jdbc, table, number);
	}

	private void removeMerged(long number, String table) {
		SliceSelection merged = this.slices.merged(number);
		if (!merged.selected().isEmpty()) {
			this.jdbc.sql("DELETE FROM %s WHERE batch = ? AND %s".formatted(table, merged.condition()))
				.param(number)
				.update();
		}
	}

	private String tableOf(long number, int slot) {
		String state = this.jdbc.sql(STATE).params(this.pipeline, number).query(String.class).single();
		return (BatchState.valueOf(state) == BatchState.SET_ASIDE) ? this.slots.setAsideName()
				: this.slots.slotName(slot);
	}

}

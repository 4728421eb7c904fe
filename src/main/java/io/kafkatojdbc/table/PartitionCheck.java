package io.kafkatojdbc.table;

import java.util.stream.IntStream;

/**
 * Checks that the staging table has a logged partition for each slot and for batches set
 * aside.
 */
final class PartitionCheck {

	private final StagingTableParts parts;

	PartitionCheck(StagingTableParts parts) {
		this.parts = parts;
	}

	void requireAll() {
		requirePartitions();
		requireSlotDefaults();
		requireLogged();
	}

	private void requirePartitions() {
		String table = this.parts.table().name();
		StagingTableLacks lacks = new StagingTableLacks();
		IntStream.of(0, 1)
			.filter((slot) -> this.parts.findSlot(slot).isEmpty())
			.forEach((slot) -> lacks.add("for slot " + slot, StagingTableDdl.createSlot(table, slot)));
		if (this.parts.findSetAside().isEmpty()) {
			lacks.add("for batches set aside (DEFAULT)", StagingTableDdl.createSetAside(table));
		}
		lacks.throwIfAny("The staging table %s has no partition ".formatted(table), "Create what is missing:");
	}

	private void requireSlotDefaults() {
		StagingTableLacks lacks = new StagingTableLacks();
		IntStream.of(0, 1).filter((slot) -> !this.parts.slot(slot).hasSlotDefault(slot)).forEach((slot) -> {
			String partition = this.parts.slot(slot).name();
			lacks.add("%d in %s".formatted(slot, partition), StagingTableDdl.setSlotDefault(partition, slot));
		});
		lacks.throwIfAny("The column slot needs the default ", "Set it:");
	}

	private void requireLogged() {
		StagingTableLacks lacks = new StagingTableLacks();
		this.parts.partitions()
			.stream()
			.filter((partition) -> !partition.logged())
			.forEach((partition) -> lacks.add(partition.name(),
					"ALTER TABLE %s SET LOGGED;".formatted(partition.name())));
		lacks.throwIfAny("Rows that the ledger counts would be gone after a crash of the database in the UNLOGGED ",
				"Have them kept:");
	}

}

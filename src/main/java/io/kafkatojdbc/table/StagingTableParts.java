package io.kafkatojdbc.table;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The tables that a staging table consists of, as found, complete or not.
 *
 * @param table the partitioned table
 * @param partitions its partitions
 */
record StagingTableParts(Relation table, List<Partition> partitions) {

	Optional<Partition> findSlot(int slot) {
		return this.partitions.stream().filter((partition) -> partition.isSlot(slot)).findFirst();
	}

	Optional<Partition> findSetAside() {
		return this.partitions.stream().filter(Partition::isDefault).findFirst();
	}

	Partition slot(int slot) {
		return findSlot(slot).orElseThrow();
	}

	Partition setAside() {
		return findSetAside().orElseThrow();
	}

	/**
	 * A table.
	 *
	 * @param oid its number in the catalogue
	 * @param name its quoted, qualified name
	 * @param partitionKey how it is partitioned, or empty
	 */
	record Relation(long oid, String name, String partitionKey) {
	}

	/**
	 * One of its partitions.
	 *
	 * @param oid its number in the catalogue
	 * @param name its quoted, qualified name
	 * @param bound which rows it takes
	 * @param slotDefault its default for the slot, or empty
	 * @param logged whether its rows outlive a crash of the server
	 */
	record Partition(long oid, String name, String bound, String slotDefault, boolean logged) {

		private static final Pattern CONSTANT = Pattern.compile("'?(-?\\d+)'?(::smallint)?");

		boolean isSlot(int slot) {
			return this.bound.equals("FOR VALUES IN ('%d')".formatted(slot));
		}

		boolean isDefault() {
			return this.bound.equals("DEFAULT");
		}

		boolean hasSlotDefault(int slot) {
			return CONSTANT.matcher(this.slotDefault).replaceFirst("$1").equals(String.valueOf(slot));
		}

	}

}

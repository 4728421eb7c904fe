package io.kafkatojdbc.table;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The tables of a staging table, as found in the catalogue. Some may be missing.
 *
 * @param table the partitioned table
 * @param partitions the partitions of this table
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
	 * @param oid the table's number in the catalogue
	 * @param name the table's quoted, qualified name
	 * @param partitionKey how the table is partitioned, or empty
	 */
	record Relation(long oid, String name, String partitionKey) {
	}

	/**
	 * A partition of the staging table.
	 *
	 * @param oid the partition's number in the catalogue
	 * @param name the partition's quoted, qualified name
	 * @param bound which rows the partition takes
	 * @param slotDefault the partition's default for the column slot, or empty
	 * @param logged whether the partition's rows survive a crash of the server
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

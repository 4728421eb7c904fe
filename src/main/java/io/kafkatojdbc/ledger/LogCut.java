package io.kafkatojdbc.ledger;

/**
 * A partition whose staged records the broker has lost. Other records may have taken
 * their offsets since.
 *
 * @param partition the topic's partition
 * @param from the first offset whose record was lost
 * @param to the next offset to stage when the cut was noticed
 */
public record LogCut(int partition, long from, long to) {

	/**
	 * Returns what happened to the partition, and what an operator can do.
	 * @return the reason why nothing of the partition is staged
	 */
	public String describe() {
		return ("The broker has lost records of partition %1$d that are staged: offsets %2$d to %4$d. Records that took "
				+ "these offsets since are not read, and nothing of the partition is staged. To read them, let rows of the "
				+ "target be overwritten that came from these offsets, and POST {\"to\": %2$d} to "
				+ "/api/topic/partitions/%1$d/skip; to go on without them, POST {\"to\": %3$d}")
			.formatted(this.partition, this.from, this.to, this.to - 1);
	}

}

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
	 * Returns the offset from which on the records are read that came after the loss.
	 * @param begin where the partition begins now; records before are deleted
	 * @param end where the partition ends now; if this is before the cut, more was lost
	 * @return the offset
	 */
	public long resumeAt(long begin, long end) {
		return Math.min(Math.max(this.from, begin), end);
	}

	/**
	 * Returns what happened to the partition, and what an operator can do.
	 * @param begin where the partition begins now
	 * @param end where the partition ends now
	 * @return the reason why nothing of the partition is staged
	 */
	public String describe(long begin, long end) {
		return ("The broker has lost records of partition %1$d that are staged: offsets %2$d to %3$d. Records that took "
				+ "these offsets since are not read, and nothing of the partition is staged. %4$s")
			.formatted(this.partition, this.from, this.to - 1, (begin < this.to) ? choice(begin, end) : goOn(begin));
	}

	private String choice(long begin, long end) {
		return ("To read them, let rows of the target be overwritten that came from these offsets, and POST {\"to\": %d} "
				+ "to /api/topic/partitions/%d/skip; to go on without them, POST {\"to\": %d}%s")
			.formatted(resumeAt(begin, end), this.partition, this.to,
					(end < this.to) ? " once the partition has that offset again" : "");
	}

	private String goOn(long begin) {
		return "They are deleted, too: to go on, POST {\"to\": %d} to /api/topic/partitions/%d/skip".formatted(begin,
				this.partition);
	}

}

package io.kafkatojdbc.staging;

import java.util.concurrent.atomic.AtomicInteger;

import io.kafkatojdbc.table.StagingTable;

import org.springframework.stereotype.Component;

/**
 * Chooses the format in which rows are sent. Binary format fails for values that are not
 * plain and for bad rows. After a failure, rows are sent as text for a while before
 * binary format is tried again.
 */
@Component
class FormatChoice {

	private static final int LONGEST_WHILE = 1_024;

	private final AtomicInteger pollsLeft = new AtomicInteger();

	private volatile int polls;

	CopyFormat next(StagingTable table) {
		boolean text = !new CopyLayout(table).takesBinary()
				|| this.pollsLeft.getAndUpdate((left) -> Math.max(0, left - 1)) > 0;
		return text ? CopyFormat.TEXT : CopyFormat.BINARY;
	}

	void succeeded() {
		this.polls = 0;
	}

	void failed() {
		int twice = Math.min(LONGEST_WHILE, Math.max(1, 2 * this.polls));
		this.polls = twice;
		this.pollsLeft.set(twice);
	}

}

package io.kafkatojdbc.staging;

import io.kafkatojdbc.database.KafkaTimestamp;

/**
 * Writes the service's own four columns, with which each row begins: the batch, the
 * partition, the offset and the timestamp.
 */
final class ServiceColumns {

	private static final int COLUMNS = 4;

	private static final int BATCH_WIDTH = 19;

	private static final int BINARY_BATCH_OFFSET = Short.BYTES + Integer.BYTES;

	private final CopyFormat format;

	private final int otherColumns;

	private final TimestampText timestamps = new TimestampText();

	ServiceColumns(CopyFormat format, int otherColumns) {
		this.format = format;
		this.otherColumns = otherColumns;
	}

	/** Adds the columns to the end of a buffer, with room for the batch. */
	void addTo(CopyBuffer buffer, int partition, long offset, long timestamp) {
		if (this.format == CopyFormat.BINARY) {
			addBinary(buffer, partition, offset, timestamp);
		}
		else {
			addText(buffer, partition, offset, timestamp);
		}
	}

	private void addText(CopyBuffer buffer, int partition, long offset, long timestamp) {
		buffer.addNumber(0, BATCH_WIDTH);
		buffer.add('\t');
		buffer.addNumber(partition);
		buffer.add('\t');
		buffer.addNumber(offset);
		buffer.add('\t');
		this.timestamps.addTo(buffer, timestamp);
	}

	private void addBinary(CopyBuffer buffer, int partition, long offset, long timestamp) {
		buffer.addShort((short) (COLUMNS + this.otherColumns));
		buffer.addInt(Long.BYTES);
		buffer.addLong(0);
		buffer.addInt(Integer.BYTES);
		buffer.addInt(partition);
		buffer.addInt(Long.BYTES);
		buffer.addLong(offset);
		if (KafkaTimestamp.isKept(timestamp)) {
			buffer.addInt(Long.BYTES);
			buffer.addLong(BinaryTimes.microsOf(timestamp));
		}
		else {
			buffer.addInt(-1);
		}
	}

	/** Sets the batch of the row that starts at an index of the buffer. */
	void setBatch(CopyBuffer buffer, int start, long batch) {
		if (this.format == CopyFormat.BINARY) {
			buffer.setLong(start + BINARY_BATCH_OFFSET, batch);
		}
		else {
			buffer.setNumber(start, batch, BATCH_WIDTH);
		}
	}

}

package io.kafkatojdbc.staging;

import io.kafkatojdbc.database.KafkaTimestamp;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Writes the service's own columns, with which each row begins: the batch, the partition,
 * the offset, and the timestamp and the order if the table has columns for them.
 */
final class ServiceColumns {

	private static final int BATCH_WIDTH = 19;

	private static final int BINARY_BATCH_OFFSET = Short.BYTES + Integer.BYTES;

	private final CopyFormat format;

	private final short columns;

	private final boolean timestamped;

	private final boolean ordered;

	private final TimestampText timestamps = new TimestampText();

	ServiceColumns(CopyFormat format, CopyLayout layout) {
		this.format = format;
		// A binary row states how many columns it has.
		this.columns = (short) layout.columnCount();
		this.timestamped = layout.table().timestamped();
		this.ordered = layout.table().ordered();
	}

	/** Adds the columns to the end of a buffer, with room for the batch. */
	void addTo(CopyBuffer buffer, ConsumerRecord<?, ?> kafkaRecord, long order) {
		if (this.format == CopyFormat.BINARY) {
			addBinary(buffer, kafkaRecord, order);
		}
		else {
			addText(buffer, kafkaRecord, order);
		}
	}

	private void addText(CopyBuffer buffer, ConsumerRecord<?, ?> kafkaRecord, long order) {
		buffer.addNumber(0, BATCH_WIDTH);
		buffer.add('\t');
		buffer.addNumber(kafkaRecord.partition());
		buffer.add('\t');
		buffer.addNumber(kafkaRecord.offset());
		if (this.timestamped) {
			buffer.add('\t');
			this.timestamps.addTo(buffer, kafkaRecord.timestamp());
		}
		if (this.ordered) {
			buffer.add('\t');
			this.timestamps.addTo(buffer, order);
		}
	}

	private void addBinary(CopyBuffer buffer, ConsumerRecord<?, ?> kafkaRecord, long order) {
		buffer.addShort(this.columns);
		buffer.addInt(Long.BYTES);
		buffer.addLong(0);
		buffer.addInt(Integer.BYTES);
		buffer.addInt(kafkaRecord.partition());
		buffer.addInt(Long.BYTES);
		buffer.addLong(kafkaRecord.offset());
		if (this.timestamped) {
			addBinary(buffer, kafkaRecord.timestamp());
		}
		if (this.ordered) {
			addBinary(buffer, order);
		}
	}

	private static void addBinary(CopyBuffer buffer, long timestamp) {
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

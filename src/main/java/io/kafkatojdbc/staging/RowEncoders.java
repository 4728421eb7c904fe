package io.kafkatojdbc.staging;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.kafkatojdbc.record.RecordReaders;
import io.kafkatojdbc.table.StagingTable;

import org.springframework.stereotype.Component;

/**
 * Keeps encoders with their buffers from one poll to the next: there is one in use for
 * each consumer that stages.
 */
@Component
class RowEncoders {

	private final RecordReaders readers;

	private final Queue<EncoderWithRows> idle = new ConcurrentLinkedQueue<>();

	RowEncoders(RecordReaders readers) {
		this.readers = readers;
	}

	/** Lends an encoder without rows, to be given back when its rows are of no use. */
	EncoderWithRows take(StagingTable table, CopyFormat format) {
		EncoderWithRows kept = this.idle.poll();
		if (kept != null && kept.format() == format && kept.table().equals(table)) {
			return kept;
		}
		RowEncoder encoder = new RowEncoder(this.readers.reader(table.columns()), new CopyRow(table, format));
		return new EncoderWithRows(table, format, encoder,
				new CopyRows(format, new CopyLayout(table).columnsOfTheTable()));
	}

	void giveBack(EncoderWithRows encoder) {
		encoder.encoder().end();
		encoder.rows().clear();
		this.idle.add(encoder);
	}

	/**
	 * An encoder with the rows it fills.
	 *
	 * @param table the table they are for
	 * @param format the format they are in
	 * @param encoder turns records into rows
	 * @param rows the rows
	 */
	record EncoderWithRows(StagingTable table, CopyFormat format, RowEncoder encoder, CopyRows rows) {
	}

}

package io.kafkatojdbc.staging;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import io.kafkatojdbc.format.RecordReaders;
import io.kafkatojdbc.table.StagingTable;

import org.springframework.stereotype.Component;

/**
 * Keeps encoders and their buffers from one poll to the next. Each consumer that stages
 * uses one encoder.
 */
@Component
class RowEncoders {

	private final RecordReaders readers;

	private final Queue<EncoderWithRows> idle = new ConcurrentLinkedQueue<>();

	RowEncoders(RecordReaders readers) {
		this.readers = readers;
	}

	/**
	 * Lends an encoder without rows. The caller gives the encoder back when its rows are
	 * no longer needed.
	 */
	EncoderWithRows take(StagingTable table, CopyFormat format) {
		EncoderWithRows kept = this.idle.poll();
		if (kept != null && kept.format() == format && kept.table().equals(table)) {
			return kept;
		}
		RowEncoder encoder = new RowEncoder(this.readers.reader(table.columns()), new CopyRow(table, format));
		return new EncoderWithRows(table, format, encoder, new CopyRows(format, new CopyLayout(table)));
	}

	void giveBack(EncoderWithRows encoder) {
		encoder.encoder().end();
		encoder.rows().clear();
		this.idle.add(encoder);
	}

	/**
	 * An encoder and the rows that it fills.
	 *
	 * @param table the staging table of the rows
	 * @param format the format of the rows
	 * @param encoder the encoder, which turns records into rows
	 * @param rows the rows
	 */
	record EncoderWithRows(StagingTable table, CopyFormat format, RowEncoder encoder, CopyRows rows) {
	}

}

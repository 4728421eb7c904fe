package io.kafkatojdbc.staging;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.springframework.stereotype.Component;

/**
 * Keeps encoders with their buffers from one poll to the next: there is one in use for
 * each consumer that stages.
 */
@Component
class RowEncoders {

	private final String keyColumn;

	private final Queue<RowEncoder> idle = new ConcurrentLinkedQueue<>();

	RowEncoders(StagingProperties properties) {
		this.keyColumn = properties.keyColumn();
	}

	/**
	 * Lends an encoder without rows, to be given back when nobody needs what it encoded.
	 */
	RowEncoder take(StagingTable table, CopyFormat format) {
		RowEncoder kept = this.idle.poll();
		if (kept == null || kept.format() != format || !kept.table().equals(table)) {
			return new RowEncoder(table, format, new JsonRowEncoder(table, this.keyColumn, format),
					new CopyRows(format, table.otherColumns()));
		}
		return kept;
	}

	void giveBack(RowEncoder encoder) {
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
	record RowEncoder(StagingTable table, CopyFormat format, JsonRowEncoder encoder, CopyRows rows) {
	}

}

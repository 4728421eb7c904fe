package io.kafkatojdbc.staging;

import java.util.List;
import java.util.function.BiConsumer;

import io.kafkatojdbc.ledger.OpenBatch;
import io.kafkatojdbc.staging.RowEncoders.EncoderWithRows;
import io.kafkatojdbc.staging.StagingTransaction.Doubt;
import io.kafkatojdbc.table.CurrentStagingTable;
import io.kafkatojdbc.table.StagingTable;
import org.apache.kafka.clients.consumer.ConsumerRecord;

import org.springframework.stereotype.Component;

/**
 * Stages records into the open batch, and does the caller's work in the same transaction.
 * A record that cannot become a row is rejected, and the other records are staged.
 */
@Component
public class RecordStager {

	private final CurrentStagingTable table;

	private final FormatChoice format;

	private final RowEncoders encoders;

	private final StagingTransaction transaction;

	RecordStager(CurrentStagingTable table, FormatChoice format, RowEncoders encoders, StagingTransaction transaction) {
		this.table = table;
		this.format = format;
		this.encoders = encoders;
		this.transaction = transaction;
	}

	/**
	 * Stages records in binary format where {@link FormatChoice} allows it, and otherwise
	 * as text.
	 * @param records the records
	 * @param alongside the caller's work in the same transaction, which is given the
	 * batch that took the rows and the rejected records
	 * @return how many records became rows, and which were rejected
	 */
	Staged stage(List<ConsumerRecord<byte[], byte[]>> records, BiConsumer<OpenBatch, List<RejectedRecord>> alongside) {
		StagingTable current = this.table.get();
		if (records.isEmpty() || this.format.next(current) == CopyFormat.TEXT) {
			return stage(records, new Way(current, CopyFormat.TEXT, Doubt.HOLD), alongside);
		}
		try {
			Staged staged = stage(records, new Way(current, CopyFormat.BINARY, Doubt.HOLD), alongside);
			this.format.succeeded();
			return staged;
		}
		catch (NotPlainException | BadRowException ex) {
			this.format.failed();
			return stageAsText(records, Doubt.HOLD, alongside);
		}
	}

	/**
	 * Stages records that were rejected before, into the table as it is now. A record
	 * that the database still refuses is rejected again, even if the table is the cause.
	 * @param records the records
	 * @param alongside the caller's work in the same transaction, which is given the
	 * batch that took the rows and the rejected records
	 * @return how many records became rows, and which were rejected
	 * @throws org.springframework.dao.DataAccessException if the database cannot stage
	 * rows now
	 */
	public Staged stageAgain(List<ConsumerRecord<byte[], byte[]>> records,
			BiConsumer<OpenBatch, List<RejectedRecord>> alongside) {
		return stageAsText(records, Doubt.REJECT, alongside);
	}

	// Text takes every value.
	private Staged stageAsText(List<ConsumerRecord<byte[], byte[]>> records, Doubt doubt,
			BiConsumer<OpenBatch, List<RejectedRecord>> alongside) {
		// Somebody may have changed the table so that these records can become rows.
		this.table.doubt();
		return stage(records, new Way(this.table.get(), CopyFormat.TEXT, doubt), alongside);
	}

	private Staged stage(List<ConsumerRecord<byte[], byte[]>> records, Way way,
			BiConsumer<OpenBatch, List<RejectedRecord>> alongside) {
		EncoderWithRows lent = this.encoders.take(way.table(), way.format());
		try {
			EncodedRecords encoded = new EncodedRecords(way.table(), lent.encoder(), lent.rows(), records);
			this.transaction.insert(encoded, way.doubt(), (batch) -> alongside.accept(batch, encoded.rejected()));
			return new Staged(encoded.rows().rowsNotLeftOut(), encoded.rejected(), encoded.rows().ignoredFields());
		}
		finally {
			this.encoders.giveBack(lent);
		}
	}

	/** How records are staged. */
	private record Way(StagingTable table, CopyFormat format, Doubt doubt) {
	}

}

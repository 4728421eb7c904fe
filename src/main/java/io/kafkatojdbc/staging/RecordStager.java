package io.kafkatojdbc.staging;

import java.util.List;
import java.util.function.BiConsumer;

import io.kafkatojdbc.ledger.OpenBatch;
import io.kafkatojdbc.staging.RowEncoders.EncoderWithRows;
import io.kafkatojdbc.table.CurrentStagingTable;
import io.kafkatojdbc.table.StagingTable;

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
	Staged stage(OrderedRecords records, BiConsumer<OpenBatch, List<RejectedRecord>> alongside) {
		StagingTable current = this.table.get();
		if (records.records().isEmpty() || this.format.next(current) == CopyFormat.TEXT) {
			return stage(records, current, CopyFormat.TEXT, alongside);
		}
		try {
			Staged staged = stage(records, current, CopyFormat.BINARY, alongside);
			this.format.succeeded();
			return staged;
		}
		catch (NotPlainException | BadRowException ex) {
			this.format.failed();
			return stageAsText(records, alongside);
		}
	}

	/**
	 * Stages records as text, which takes every value, into the table as it is now.
	 * @param records the records
	 * @param alongside the caller's work in the same transaction, which is given the
	 * batch that took the rows and the rejected records
	 * @return how many records became rows, and which were rejected
	 * @throws org.springframework.dao.DataAccessException if the database cannot stage
	 * rows now
	 */
	public Staged stageAsText(OrderedRecords records, BiConsumer<OpenBatch, List<RejectedRecord>> alongside) {
		// Somebody may have changed the table so that these records can become rows.
		this.table.doubt();
		return stage(records, this.table.get(), CopyFormat.TEXT, alongside);
	}

	private Staged stage(OrderedRecords records, StagingTable current, CopyFormat format,
			BiConsumer<OpenBatch, List<RejectedRecord>> alongside) {
		EncoderWithRows lent = this.encoders.take(current, format);
		try {
			EncodedRecords encoded = new EncodedRecords(current, lent.encoder(), lent.rows(), records);
			this.transaction.insert(encoded, (batch) -> alongside.accept(batch, encoded.rejected()));
			return new Staged(encoded.rows().rowsNotLeftOut(), encoded.rejected(), encoded.rows().ignoredFields());
		}
		finally {
			this.encoders.giveBack(lent);
		}
	}

}

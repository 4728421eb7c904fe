package io.kafkatojdbc.staging;

import java.sql.SQLException;
import java.util.function.Function;
import java.util.regex.Pattern;

import io.kafkatojdbc.staging.RowEncoders.EncoderWithRows;
import io.kafkatojdbc.staging.StagingTransaction.Doubt;
import io.kafkatojdbc.table.CurrentStagingTable;
import io.kafkatojdbc.table.StagingTable;
import io.kafkatojdbc.table.TableChangedException;

import org.springframework.core.NestedExceptionUtils;
import org.springframework.stereotype.Component;

/**
 * Stages records into the open batch, and does the caller's work in the same transaction.
 * A record that cannot become rows is rejected, and the other records are staged.
 */
@Component
public class RecordStager {

	/**
	 * The errors of a COPY into a table that has changed: a table or column is missing or
	 * has another type, or bytes in binary format are no value of the new type.
	 */
	private static final Pattern COMES_OF_CHANGE = Pattern.compile("42...|08P01|XX000");

	private final CurrentStagingTable table;

	private final FormatChoice format;

	private final RowEncoders encoders;

	private final StagingTransaction transaction;

	private final StagingMeters meters;

	RecordStager(CurrentStagingTable table, FormatChoice format, RowEncoders encoders, StagingTransaction transaction,
			StagingMeters meters) {
		this.table = table;
		this.format = format;
		this.encoders = encoders;
		this.transaction = transaction;
		this.meters = meters;
	}

	/**
	 * Stages records in binary format where {@link FormatChoice} allows it, and otherwise
	 * as text.
	 * @param records the records
	 * @param work the caller's work in the same transaction
	 * @return what became of the records
	 */
	Staged stage(OrderedRecords records, StagingWork work) {
		return intoTableAsItIs((current) -> stage(records, current, work));
	}

	private Staged stage(OrderedRecords records, StagingTable current, StagingWork work) {
		if (records.records().isEmpty() || this.format.next(current) == CopyFormat.TEXT) {
			return stage(records, new Way(current, CopyFormat.TEXT, Doubt.HOLD), work);
		}
		try {
			Staged staged = stage(records, new Way(current, CopyFormat.BINARY, Doubt.HOLD), work);
			this.format.succeeded();
			return staged;
		}
		catch (NotPlainException | BadRowException ex) {
			this.format.failed();
			return stageAsText(records, Doubt.HOLD, work);
		}
	}

	/**
	 * Stages records that were rejected before, into the table as it is now. A record
	 * that the database still refuses is rejected again, even if the table is the cause.
	 * @param records the records
	 * @param work the caller's work in the same transaction
	 * @return what became of the records
	 * @throws org.springframework.dao.DataAccessException if the database cannot stage
	 * rows now
	 */
	public Staged stageAgain(OrderedRecords records, StagingWork work) {
		return stageAsText(records, Doubt.REJECT, work);
	}

	// Text takes every value.
	private Staged stageAsText(OrderedRecords records, Doubt doubt, StagingWork work) {
		// Somebody may have changed the table so that these records can become rows.
		this.table.doubt();
		return intoTableAsItIs((current) -> stage(records, new Way(current, CopyFormat.TEXT, doubt), work));
	}

	/**
	 * Stages into the table as it was last read. If that fails because somebody has
	 * changed the table, the records are encoded again for the table as it is now.
	 */
	private Staged intoTableAsItIs(Function<StagingTable, Staged> staging) {
		StagingTable current = this.table.get();
		try {
			return staging.apply(current);
		}
		catch (RuntimeException ex) {
			if (!mayComeOfChange(ex)) {
				throw ex;
			}
			this.table.doubt();
			StagingTable now = this.table.get();
			if (now.equals(current)) {
				throw ex;
			}
			return staging.apply(now);
		}
	}

	private static boolean mayComeOfChange(RuntimeException ex) {
		return ex instanceof TableChangedException
				|| (NestedExceptionUtils.getMostSpecificCause(ex) instanceof SQLException cause
						&& COMES_OF_CHANGE.matcher(String.valueOf(cause.getSQLState())).matches());
	}

	private Staged stage(OrderedRecords records, Way way, StagingWork work) {
		EncoderWithRows lent = this.encoders.take(way.table(), way.format());
		try {
			EncodedRecords encoded = new EncodedRecords(way.table(), lent.encoder(), lent.rows(), records);
			this.transaction.insert(encoded, way.doubt(), work);
			Staged staged = encoded.staged();
			this.meters.rowsStaged(staged.rows());
			return staged;
		}
		finally {
			this.encoders.giveBack(lent);
		}
	}

	/** How records are staged. */
	private record Way(StagingTable table, CopyFormat format, Doubt doubt) {
	}

}

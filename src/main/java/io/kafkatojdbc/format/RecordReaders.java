package io.kafkatojdbc.format;

import java.util.List;

import io.kafkatojdbc.pipeline.Envelope;
import io.kafkatojdbc.pipeline.Pipeline;
import io.kafkatojdbc.pipeline.RecordFormat;
import io.kafkatojdbc.pipeline.RecordSettings;
import io.kafkatojdbc.record.Column;
import io.kafkatojdbc.record.DeclaredColumns;
import io.kafkatojdbc.record.RecordReader;
import io.kafkatojdbc.record.RecordShape;
import io.kafkatojdbc.record.RowMapping;
import io.kafkatojdbc.registry.SchemaRegistry;
import io.kafkatojdbc.start.StartException;

import org.springframework.stereotype.Component;

/** Creates readers for the format of the pipeline's records. */
@Component
public class RecordReaders {

	private final DeclaredColumns declared;

	private final String keyColumn;

	private final RecordShape shape;

	private final LastDeletes deletes = new LastDeletes();

	private final Format values;

	private final Format keys;

	RecordReaders(Pipeline pipeline, SchemaRegistry registry) {
		this.declared = new DeclaredColumns(pipeline.columns());
		this.keyColumn = pipeline.keyColumn();
		this.shape = shape(pipeline.record());
		this.values = Formats.of(FormatSettings.ofValues(pipeline.record()), registry);
		this.keys = Formats.of(FormatSettings.ofKeys(pipeline.record()), registry);
	}

	private static RecordShape shape(RecordSettings settings) {
		boolean plain = settings.envelope() == Envelope.NONE && settings.rowsFrom() == null;
		if (!plain && settings.valueFormat() != RecordFormat.JSON) {
			throw new StartException(
					"'ingest.record.envelope' and 'ingest.record.rows-from' are for records in JSON, but 'ingest.record.value-format' is %s."
						.formatted(settings.valueFormat()),
					"Remove them, or set 'ingest.record.value-format' to json.");
		}
		try {
			return RecordShape.of(settings);
		}
		catch (IllegalArgumentException ex) {
			throw new StartException("ingest.record.rows-from: %s.".formatted(ex.getMessage()),
					"Change the setting; $ is for records that are arrays themselves.");
		}
	}

	/**
	 * Creates a reader.
	 * @param columns the columns that take values
	 * @return a reader that writes values for these columns, which it names by their
	 * positions in the list
	 */
	public RecordReader reader(List<Column> columns) {
		RowMapping mapping = new RowMapping(columns, this.declared, this.keyColumn, this.shape);
		return new FormatReader(mapping, this.values.values(mapping), this.keys.keys(mapping), this.deletes);
	}

}

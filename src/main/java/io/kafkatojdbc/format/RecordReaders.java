package io.kafkatojdbc.format;

import java.util.List;

import io.kafkatojdbc.pipeline.Pipeline;
import io.kafkatojdbc.record.Column;
import io.kafkatojdbc.record.DeclaredColumns;
import io.kafkatojdbc.record.RecordReader;
import io.kafkatojdbc.record.RowMapping;
import io.kafkatojdbc.registry.SchemaRegistry;

import org.springframework.stereotype.Component;

/** Creates readers for the format of the pipeline's records. */
@Component
public class RecordReaders {

	private final DeclaredColumns declared;

	private final String keyColumn;

	private final Format values;

	private final Format keys;

	RecordReaders(Pipeline pipeline, SchemaRegistry registry) {
		this.declared = new DeclaredColumns(pipeline.columns());
		this.keyColumn = pipeline.keyColumn();
		this.values = Formats.of(FormatSettings.ofValues(pipeline.record()), registry);
		this.keys = Formats.of(FormatSettings.ofKeys(pipeline.record()), registry);
	}

	/**
	 * Creates a reader.
	 * @param columns the columns that take values
	 * @return a reader that writes values for these columns, which it names by their
	 * positions in the list
	 */
	public RecordReader reader(List<Column> columns) {
		RowMapping mapping = new RowMapping(columns, this.declared, this.keyColumn);
		return new FormatReader(mapping, this.values.values(mapping), this.keys.keys(mapping));
	}

}

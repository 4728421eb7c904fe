package io.kafkatojdbc.format;

import java.util.List;

import io.kafkatojdbc.json.JsonKeyReader;
import io.kafkatojdbc.json.JsonValueReader;
import io.kafkatojdbc.pipeline.Pipeline;
import io.kafkatojdbc.record.Column;
import io.kafkatojdbc.record.DeclaredColumns;
import io.kafkatojdbc.record.RecordReader;
import io.kafkatojdbc.record.RowMapping;

import org.springframework.stereotype.Component;

/** Creates readers for the format of the pipeline's records. */
@Component
public class RecordReaders {

	private final DeclaredColumns declared;

	private final String keyColumn;

	RecordReaders(Pipeline pipeline) {
		this.declared = new DeclaredColumns(pipeline.columns());
		this.keyColumn = pipeline.keyColumn();
	}

	/**
	 * Creates a reader.
	 * @param columns the columns that take values
	 * @return a reader that writes values for these columns, which it names by their
	 * positions in the list
	 */
	public RecordReader reader(List<Column> columns) {
		RowMapping mapping = new RowMapping(columns, this.declared, this.keyColumn);
		return new FormatReader(mapping, new JsonValueReader(mapping), new JsonKeyReader(mapping));
	}

}

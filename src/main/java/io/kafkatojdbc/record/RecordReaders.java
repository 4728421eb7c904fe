package io.kafkatojdbc.record;

import java.util.List;

import io.kafkatojdbc.pipeline.Pipeline;

import org.springframework.stereotype.Component;

/** Creates readers for the format that the records of the pipeline have. */
@Component
public class RecordReaders {

	private final String keyColumn;

	RecordReaders(Pipeline pipeline) {
		this.keyColumn = pipeline.keyColumn();
	}

	/**
	 * Creates a reader.
	 * @param columns the columns that take values
	 * @return a reader that writes values for these columns, by their positions
	 */
	public RecordReader reader(List<Column> columns) {
		return new JsonReader(columns, this.keyColumn);
	}

}

package io.kafkatojdbc.record;

import java.util.List;

import io.kafkatojdbc.pipeline.Pipeline;

import org.springframework.stereotype.Component;

/** Creates readers for the format of the pipeline's records. */
@Component
public class RecordReaders {

	private final String keyColumn;

	RecordReaders(Pipeline pipeline) {
		this.keyColumn = pipeline.keyColumn();
	}

	/**
	 * Creates a reader.
	 * @param columns the columns that take values
	 * @return a reader that writes values for these columns, which it names by their
	 * positions in the list
	 */
	public RecordReader reader(List<Column> columns) {
		return new JsonReader(columns, this.keyColumn);
	}

}

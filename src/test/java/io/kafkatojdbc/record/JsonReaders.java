package io.kafkatojdbc.record;

import java.util.List;

/** Readers to test what comes after them with. */
public final class JsonReaders {

	private JsonReaders() {
	}

	/**
	 * Creates a reader for JSON.
	 * @param columns the columns that take values
	 * @param keyColumn the column that takes the key of a record without a value
	 * @return the reader
	 */
	public static RecordReader reader(List<Column> columns, String keyColumn) {
		return new JsonReader(columns, keyColumn);
	}

}

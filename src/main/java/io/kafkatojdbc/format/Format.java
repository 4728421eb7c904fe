package io.kafkatojdbc.format;

import io.kafkatojdbc.record.KeyReader;
import io.kafkatojdbc.record.RowMapping;
import io.kafkatojdbc.record.ValueReader;

/** Creates the readers of one format. All threads may use an instance. */
interface Format {

	/** Creates a reader of values. */
	ValueReader values(RowMapping mapping);

	/** Creates a reader of keys. */
	KeyReader keys(RowMapping mapping);

}

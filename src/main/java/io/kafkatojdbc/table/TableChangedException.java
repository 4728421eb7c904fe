package io.kafkatojdbc.table;

/**
 * Thrown if the staging table is not as it was when rows were made for it. The rows must
 * not be staged.
 */
public final class TableChangedException extends RuntimeException {

	TableChangedException() {
		super("The staging table has changed; its columns are read again");
	}

}

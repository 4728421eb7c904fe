package io.kafkatojdbc.record;

/** The settings of a column, to name them in reasons. */
enum ColumnSetting {

	/** Where the value stands in a record. */
	FROM("from"),

	/** What a number counts. */
	UNIT("unit"),

	/** The number of decimals of a number that comes as bytes. */
	DECIMAL_SCALE("decimal-scale"),

	/** The pattern of dates and times. */
	FORMAT("format"),

	/** The time zone of dates and times without one. */
	ZONE("zone");

	private final String part;

	ColumnSetting(String part) {
		this.part = part;
	}

	/** Returns the name of the setting of a column. */
	String of(Column column) {
		return of(column.name());
	}

	String of(String column) {
		return "ingest.columns.%s.%s".formatted(isPlain(column) ? column : '[' + column + ']', this.part);
	}

	private static boolean isPlain(String name) {
		return name.chars().allMatch((each) -> Character.isLetterOrDigit(each) || each == '_' || each == '-');
	}

}

package io.kafkatojdbc.staging;

/** The formats of COPY in which rows are sent. */
enum CopyFormat {

	/** Text, which takes every value. An error names its row. */
	TEXT("FORMAT text, DEFAULT E'\\\\D', ENCODING 'UTF8'", Escapes.FIELD),

	/** Binary, which costs the server less. Every value of the poll must be plain. */
	BINARY("FORMAT binary", Escapes.NONE);

	private final String options;

	// The arrays of Escapes are written only in its constructor.
	@SuppressWarnings("ImmutableEnumChecker")
	private final Escapes escapes;

	CopyFormat(String options, Escapes escapes) {
		this.options = options;
		this.escapes = escapes;
	}

	String options() {
		return this.options;
	}

	Escapes escapes() {
		return this.escapes;
	}

}

package io.kafkatojdbc.staging;

/** The formats of COPY that rows are sent in. */
enum CopyFormat {

	/** Takes everything, and an error names its row. */
	TEXT("FORMAT text, DEFAULT E'\\\\D', ENCODING 'UTF8'", Escapes.FIELD),

	/** Costs the server less, where every value of a poll is plain. */
	BINARY("FORMAT binary", Escapes.NONE);

	private final String options;

	// Written once, when it is made
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

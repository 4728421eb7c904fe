package io.kafkatojdbc.record;

import org.jspecify.annotations.Nullable;

/**
 * A column that takes a value of each record.
 *
 * @param name the column's name, without quotes
 * @param type the column's type as SQL writes it
 * @param format how a value, or the element of an array, is written
 * @param builtIn the name of the type in the catalogue if the type is PostgreSQL's own
 * and not a domain, or {@code null}
 * @param array whether the column takes an array
 * @param delimiter the character between two elements of an array
 * @param hasDefault whether the column has a default for a missing value
 * @param notNull whether the column refuses NULL, and no trigger can set a value before
 * that
 */
public record Column(String name, String type, Format format, @Nullable String builtIn, boolean array, char delimiter,
		boolean hasDefault, boolean notNull) {

	/**
	 * Returns the name in quotes, as SQL takes it.
	 * @return the quoted name
	 */
	public String quotedName() {
		return '"' + this.name.replace("\"", "\"\"") + '"';
	}

	/** The form in which a value is written for a column. */
	public enum Format {

		/** As text which PostgreSQL parses. */
		TEXT,

		/** As JSON, for json and jsonb. */
		JSON,

		/** As bytes, for bytea. */
		BYTES

	}

}

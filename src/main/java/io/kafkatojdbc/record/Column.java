package io.kafkatojdbc.record;

import org.jspecify.annotations.Nullable;

/**
 * A column that takes a value of each record.
 *
 * @param name its name, not quoted
 * @param type its type as SQL writes it
 * @param format how a value, or the element of an array, is written
 * @param builtIn the name of its type in the catalogue if that is PostgreSQL's own, and
 * no domain
 * @param array whether it takes an array
 * @param delimiter what stands between the elements of an array
 * @param hasDefault whether a missing value has a default
 * @param notNull whether it refuses NULL, and no trigger comes before that
 */
public record Column(String name, String type, Format format, @Nullable String builtIn, boolean array, char delimiter,
		boolean hasDefault, boolean notNull) {

	/**
	 * Returns the name as SQL takes it.
	 * @return the quoted name
	 */
	public String quotedName() {
		return '"' + this.name.replace("\"", "\"\"") + '"';
	}

	/** How a value is written for a column. */
	public enum Format {

		/** As text which PostgreSQL parses. */
		TEXT,

		/** As JSON, for json and jsonb. */
		JSON,

		/** As bytes, for bytea. */
		BYTES

	}

}

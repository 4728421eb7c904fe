package io.kafkatojdbc.record;

import org.jspecify.annotations.Nullable;

/**
 * A column that takes a value of each record.
 *
 * @param name the column's name, without quotes
 * @param type the column's type as SQL writes it
 * @param kind the kind of the values, or of the elements of an array
 * @param builtIn the name of the type in the catalogue if the type is PostgreSQL's own
 * and not a domain, or {@code null}
 * @param array whether the column takes an array
 * @param delimiter the character between two elements of an array
 * @param hasDefault whether the column has a default for a missing value
 * @param notNull whether the column refuses NULL, and no trigger can set a value before
 * that
 */
public record Column(String name, String type, Kind kind, @Nullable String builtIn, boolean array, char delimiter,
		boolean hasDefault, boolean notNull) {

	/**
	 * Returns the name in quotes, as SQL takes it.
	 * @return the quoted name
	 */
	public String quotedName() {
		return '"' + this.name.replace("\"", "\"\"") + '"';
	}

	/**
	 * The kind of values that a column takes, or the elements of an array. A domain is of
	 * the kind of its base type.
	 */
	public enum Kind {

		/** Text of any length. */
		TEXT,

		/** JSON, for json and jsonb. */
		JSON,

		/** Bytes, for bytea. */
		BYTES,

		/** A whole number of two, four or eight bytes. */
		INTEGER,

		/** A decimal number. */
		NUMERIC,

		/** A floating-point number of four or eight bytes. */
		FLOAT,

		/** A truth value. */
		BOOLEAN,

		/** A date. */
		DATE,

		/** A time of day, with or without time zone. */
		TIME,

		/** A date and a time of day, without time zone. */
		TIMESTAMP,

		/** A point in time. */
		TIMESTAMPTZ,

		/** A length of time. */
		INTERVAL,

		/** Any other type, whose values PostgreSQL reads from text. */
		OTHER;

		/**
		 * Returns whether the values are dates, times or intervals, for which a number
		 * has no meaning without a unit.
		 * @return whether a number needs a unit
		 */
		public boolean isTime() {
			return switch (this) {
				case DATE, TIME, TIMESTAMP, TIMESTAMPTZ, INTERVAL -> true;
				default -> false;
			};
		}

	}

}

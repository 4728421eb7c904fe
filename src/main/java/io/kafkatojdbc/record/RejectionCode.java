package io.kafkatojdbc.record;

import java.util.Optional;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The kind of reason for which a record was rejected. Rejected records are counted and
 * selected by this code.
 */
public enum RejectionCode {

	/**
	 * The value is null, and the staging table or the key allows no row without a value.
	 */
	TOMBSTONE("the value is null, and no row can be made without one"),

	/** The value is not UTF-8 text. */
	INVALID_UTF8("the value is not UTF-8 text"),

	/** The value is not JSON. */
	NOT_JSON("the value is not JSON"),

	/** The value is not a Protobuf message of its type. */
	NOT_PROTOBUF("the value is not a Protobuf message of its type"),

	/** The value is JSON, but not an object. */
	NOT_AN_OBJECT("the value is no JSON object"),

	/** Text has the character U+0000, which PostgreSQL cannot store. */
	NUL_CHARACTER("a text has the character U+0000"),

	/** Two fields are for the same column. */
	DUPLICATE_FIELD("two fields are for the same column"),

	/** The value is nested too deep, or a number, a name or the whole row is too long. */
	BEYOND_LIMITS("the value is nested too deep, or a number, a name or the row is too long"),

	/** A value is not valid for the type of its column. */
	WRONG_VALUE("a value is not valid for the type of its column"),

	/** A number is in a column of dates or times, and its unit is not declared. */
	UNKNOWN_UNIT("a number is in a column of dates or times, and its unit is not declared"),

	/** No field of the record has a column. */
	NO_KNOWN_FIELD("no field of the record has a column"),

	/** The value is not in the envelope that is declared. */
	WRONG_ENVELOPE("the value is not in the envelope that is declared"),

	/** A value is too long for its column. */
	TOO_LONG("a value is too long for its column"),

	/** A column that is NOT NULL has no value. */
	MISSING_VALUE("a column that is NOT NULL has no value"),

	/**
	 * The row violates another constraint of the staging table, or a trigger refuses it.
	 */
	CONSTRAINT("a constraint or a trigger of the staging table refuses the row"),

	/** The data is not Avro of its schema. */
	NOT_AVRO("the data is not Avro of its schema"),

	/** No id of a schema comes with the value or key. */
	NOT_FRAMED("no id of a schema comes with the value or key"),

	/** The registry does not know the schema of the record. */
	UNKNOWN_SCHEMA("the registry does not know the schema of the record"),

	/** The schema of the record cannot be used. */
	UNUSABLE_SCHEMA("the schema of the record cannot be used"),

	/** The record was rejected by a version of the service that had no codes. */
	OTHER("rejected by a version of the service that had no codes");

	private final String meaning;

	RejectionCode(String meaning) {
		this.meaning = meaning;
	}

	/**
	 * Finds a code by its name.
	 * @param name the name, or {@code null}
	 * @return the code; empty for a name of a later version, too
	 */
	public static Optional<RejectionCode> find(@Nullable String name) {
		return Stream.of(values()).filter((each) -> each.name().equals(name)).findFirst();
	}

	/**
	 * Returns why records with this code were rejected, without anything from a record.
	 * @return the reason in words, for callers who may not see records
	 */
	public String meaning() {
		return this.meaning;
	}

	/**
	 * Returns the code for an error of the database that a row has caused.
	 * @param sqlState the SQLSTATE of the error
	 * @param inColumn whether the error is in the value of a column
	 * @return the code
	 */
	public static RejectionCode of(String sqlState, boolean inColumn) {
		return switch (sqlState) {
			case "22001" -> TOO_LONG;
			case "22004", "23502" -> MISSING_VALUE;
			default -> switch (sqlState.substring(0, 2)) {
				case "22" -> WRONG_VALUE;
				case "23" -> CONSTRAINT;
				case "54" -> BEYOND_LIMITS;
				default -> inColumn ? WRONG_VALUE : CONSTRAINT;
			};
		};
	}

}

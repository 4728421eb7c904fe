package io.kafkatojdbc.record;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * A column that the service fills in each row, if the staging table has it, with
 * something about the record.
 */
public enum OwnColumn {

	/** The record's topic. */
	TOPIC("text"),

	/** The record's key. */
	KEY("text", "bytea", "jsonb"),

	/** The record's value. */
	VALUE("jsonb", "text", "bytea"),

	/** The record's headers. */
	HEADERS("jsonb"),

	/** The letter of Debezium's operation. */
	OP("text"),

	/** The index of the row among the rows of its record. */
	ROW("integer"),

	/** The names of the columns for which the record has a value, or null. */
	GIVEN("text[]");

	private static final String PREFIX = "kafka_";

	@SuppressWarnings("ImmutableEnumChecker") // List.of
	private final List<String> types;

	OwnColumn(String... types) {
		this.types = List.of(types);
	}

	/**
	 * Returns the column of a name.
	 * @param name the name of a column
	 * @return the service's column, or {@code null} if it is one of the user's
	 */
	public static @Nullable OwnColumn named(String name) {
		return name.startsWith(PREFIX)
				? Arrays.stream(values()).filter((each) -> each.columnName().equals(name)).findFirst().orElse(null)
				: null;
	}

	/**
	 * Returns the name of the column.
	 * @return the name, as {@code kafka_topic}
	 */
	public String columnName() {
		return PREFIX + name().toLowerCase(Locale.ROOT);
	}

	/** Returns the types that the column may have. */
	List<String> types() {
		return this.types;
	}

	/** Returns whether the service knows the value only when the row is complete. */
	boolean isOfRow() {
		return this == ROW || this == GIVEN;
	}

}

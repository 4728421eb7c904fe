package io.kafkatojdbc.record;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

/**
 * Finds the column that takes a field by its name. The column has the name of the field,
 * or that name in snake_case or camelCase, or in other case if only one column has.
 */
final class FieldNames {

	private static final Pattern UNDERSCORE = Pattern.compile("(?<=[^_])_(\\p{Ll}|\\p{Nd})");

	private static final Pattern UPPER_CASE = Pattern.compile("(?<=.)(\\p{Lu})");

	/**
	 * The number of unknown names that are kept, so that records cannot fill the memory.
	 */
	private static final int MOST_KEPT = 10_000;

	private final Map<String, RecordField> known = new HashMap<>();

	private final Map<String, RecordField> inOtherCase = new HashMap<>();

	/** A place of which nothing is taken. */
	private final RecordField nothing = new RecordField();

	private final Map<String, RecordField> found = new HashMap<>();

	FieldNames(List<ColumnWriter> columns) {
		for (ColumnWriter each : columns) {
			RecordField field = new RecordField();
			field.add(new FieldPath(List.of()), each);
			this.known.put(each.column().name(), field);
		}
		addAll(columns, FieldNames::camelCase);
		addAll(columns, FieldNames::snakeCase);
		for (RecordField each : List.copyOf(this.known.values())) {
			String name = each.columns().get(0).column().name();
			addInOtherCase(lowerCase(name), each);
			addInOtherCase(lowerCase(camelCase(name)), each);
		}
		this.found.putAll(this.known);
	}

	private void addAll(List<ColumnWriter> columns, UnaryOperator<String> style) {
		for (ColumnWriter each : columns) {
			String name = each.column().name();
			RecordField field = this.known.get(name);
			if (field != null) {
				this.known.putIfAbsent(style.apply(name), field);
			}
		}
	}

	private void addInOtherCase(String name, RecordField field) {
		this.inOtherCase.merge(name, field, (one, other) -> (one == other) ? one : this.nothing);
	}

	@Nullable RecordField find(String name) {
		RecordField field = this.found.get(name);
		if (field == null) {
			field = this.inOtherCase.getOrDefault(lowerCase(name), this.nothing);
			if (this.found.size() < MOST_KEPT) {
				this.found.put(name, field);
			}
		}
		return (field != this.nothing) ? field : null;
	}

	private static String lowerCase(String name) {
		return name.toLowerCase(Locale.ROOT);
	}

	private static String camelCase(String name) {
		return UNDERSCORE.matcher(name).replaceAll((match) -> match.group(1).toUpperCase(Locale.ROOT));
	}

	private static String snakeCase(String name) {
		return UPPER_CASE.matcher(name).replaceAll((match) -> '_' + match.group(1).toLowerCase(Locale.ROOT));
	}

}

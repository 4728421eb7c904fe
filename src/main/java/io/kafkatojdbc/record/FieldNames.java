package io.kafkatojdbc.record;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Finds the column that takes a JSON field. The column has the name of the field, in
 * snake_case or camelCase.
 */
final class FieldNames {

	private static final Pattern UNDERSCORE = Pattern.compile("(?<=[^_])_(\\p{Ll}|\\p{Nd})");

	private static final Pattern UPPER_CASE = Pattern.compile("(?<=.)(\\p{Lu})");

	private FieldNames() {
	}

	static Map<String, Integer> of(List<Column> columns) {
		Map<String, Integer> positions = new HashMap<>();
		for (int i = 0; i < columns.size(); i++) {
			positions.put(columns.get(i).name(), i);
		}
		for (int i = 0; i < columns.size(); i++) {
			String name = columns.get(i).name();
			positions.putIfAbsent(camelCase(name), i);
			positions.putIfAbsent(snakeCase(name), i);
		}
		return Map.copyOf(positions);
	}

	private static String camelCase(String name) {
		return UNDERSCORE.matcher(name).replaceAll((match) -> match.group(1).toUpperCase(Locale.ROOT));
	}

	private static String snakeCase(String name) {
		return UPPER_CASE.matcher(name).replaceAll((match) -> '_' + match.group(1).toLowerCase(Locale.ROOT));
	}

}

package io.kafkatojdbc.ops;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What an expression asks for.
 *
 * @param metrics the metrics, each with the labels that it selects by
 * @param grouping labels that it groups by, which some of the metrics have to have
 */
record PromQl(Map<String, Set<String>> metrics, Set<String> grouping) {

	private static final Pattern STRING_OR_RANGE = Pattern.compile("\"[^\"]*\"|\\[[^]]*]");

	private static final Pattern GROUPING = Pattern
		.compile("\\b(?:by|without|on|ignoring|group_left|group_right)\\s*\\(([^)]*)\\)");

	private static final Pattern SELECTOR = Pattern
		.compile("(?<![\\w.])([a-zA-Z_:][\\w:]*)\\b(?!\\s*\\()(?:\\s*\\{([^}]*)})?");

	private static final Pattern LABEL = Pattern.compile("\\w+");

	private static final Set<String> WORDS = Set.of("and", "or", "unless", "bool", "offset");

	/** Reads an expression. */
	static PromQl of(String expression) {
		String text = STRING_OR_RANGE.matcher(expression).replaceAll("");
		Set<String> grouped = new TreeSet<>();
		Matcher grouping = GROUPING.matcher(text);
		grouping.results().forEach((match) -> grouped.addAll(labels(match.group(1))));
		Map<String, Set<String>> metrics = new TreeMap<>();
		SELECTOR.matcher(grouping.replaceAll(""))
			.results()
			.filter((match) -> !WORDS.contains(match.group(1)))
			.forEach((match) -> metrics.computeIfAbsent(match.group(1), (name) -> new TreeSet<>())
				.addAll(labels((match.group(2) != null) ? match.group(2) : "")));
		return new PromQl(metrics, grouped);
	}

	private static Set<String> labels(String list) {
		return new TreeSet<>(LABEL.matcher(list).results().map(MatchResult::group).toList());
	}

}

package io.kafkatojdbc.consumer;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import io.kafkatojdbc.pipeline.Pipeline;
import io.kafkatojdbc.setting.InvalidSettingException;
import org.jspecify.annotations.Nullable;

/** Reads and writes the setting that lists the names of an instance's consumers. */
final class NameList {

	static final String KEY = "ingest.consumers";

	private static final Predicate<String> NAME = Pattern.compile(Pipeline.CONSUMER_NAME).asMatchPredicate();

	private NameList() {
	}

	static String join(List<String> names) {
		return String.join(",", names);
	}

	static List<String> split(@Nullable String value) {
		return Arrays.stream(Objects.requireNonNullElse(value, "").split(","))
			.map(String::strip)
			.filter((name) -> !name.isEmpty())
			.distinct()
			.toList();
	}

	/**
	 * Refuses a list with a wrong name, or with more names than the limit.
	 * @param value the list
	 * @param limit how many consumers the instance can have
	 */
	static void check(@Nullable String value, int limit) {
		List<String> names = split(value);
		names.stream().filter(NAME.negate()).findFirst().ifPresent((name) -> {
			throw new InvalidSettingException(
					"'%s' can't name '%s': %s.".formatted(KEY, name, Pipeline.CONSUMER_NAME_RULE));
		});
		if (names.size() > limit) {
			throw new InvalidSettingException(
					"'%s' names %d consumers, but there are %d connections to the database for them: raise 'spring.datasource.hikari.maximum-pool-size'."
						.formatted(KEY, names.size(), limit));
		}
	}

}

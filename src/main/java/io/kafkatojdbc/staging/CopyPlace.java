package io.kafkatojdbc.staging;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;

/**
 * The place of an error in a COPY.
 *
 * @param line the line, counted from 1
 * @param column the column, or {@code null} if the error is in no value of the line
 */
record CopyPlace(long line, @Nullable String column) {

	/**
	 * The place, as in "COPY films_staging_0, line 3, column year: ...". The words are in
	 * the language of the server, and only Korean and Japanese have them in another
	 * order. In a language that is not recognized, an error has no place.
	 */
	private static final Pattern PLACE = Pattern
		.compile(
				"^COPY .*?, \\S+ (\\d+)(?:, \\S+ ([^:\\n]+))?|^.*? 복사, (\\d+)번째 줄(?:, ([^:\\n]+) 열)?"
						+ "|^COPY .*?, (\\d+)행(?:, ([^:\\n]+) 열)?|^.*?のCOPY、行 (\\d+)(?:、列 ([^:\\n]+))?",
				Pattern.MULTILINE);

	/**
	 * Finds the place of an error.
	 * @param where the context of the error, as the server reports it
	 * @return the place, or empty if the error has none
	 */
	static Optional<CopyPlace> in(@Nullable String where) {
		Matcher place = PLACE.matcher((where != null) ? where : "");
		return place.find() ? Optional.of(new CopyPlace(Long.parseLong(group(place, 1)), column(place)))
				: Optional.empty();
	}

	private static @Nullable String column(Matcher place) {
		String column = group(place, 2);
		// French has a space before the colon.
		return column.isEmpty() ? null : column.strip();
	}

	// Each language has a pair of groups, and one language matches.
	private static String group(Matcher place, int first) {
		return IntStream.iterate(first, (group) -> group <= place.groupCount(), (group) -> group + 2)
			.mapToObj(place::group)
			.filter(Objects::nonNull)
			.findFirst()
			.orElse("");
	}

}

package io.kafkatojdbc.datagen;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Films can be told apart, and made again. */
class FilmGeneratorTests {

	@Test
	void theSameSeedMakesTheSameFilms() {
		assertThat(films(17, 10, 100)).isEqualTo(films(17, 10, 100)).isNotEqualTo(films(18, 10, 100));
	}

	@Test
	void noTwoVersionsOfAFilmHaveTheSameName() {
		Set<Film> seen = new HashSet<>();
		assertThat(films(17, 3, 3_000)).allMatch(seen::add);
	}

	@Test
	void thereAreAsManyIdsAsAskedFor() {
		assertThat(films(17, 5, 500)).extracting(Film::id).containsOnly(ids(films(17, 5, 500))).doesNotContain("0");
		assertThat(ids(films(17, 5, 500))).hasSize(5);
	}

	@Test
	void quotesAreEscaped() {
		assertThat(new Film("1", "The \"Quoted\" \\ Film").toJson())
			.isEqualTo("{\"id\":\"1\",\"name\":\"The \\\"Quoted\\\" \\\\ Film\"}");
	}

	private static List<Film> films(long seed, int ids, int count) {
		FilmGenerator generator = new FilmGenerator(seed, ids);
		return Stream.generate(generator::next).limit(count).toList();
	}

	private static String[] ids(List<Film> films) {
		return films.stream().map(Film::id).distinct().toArray(String[]::new);
	}

}

package io.kafkatojdbc.staging;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The place of an error is read in the languages that PostgreSQL is translated into. */
class CopyPlaceTests {

	@ParameterizedTest
	@ValueSource(strings = { "COPY films_staging_0, line 3, column title: \"x\"",
			"COPY films_staging_0, Zeile 3, Spalte title: »x«", "COPY films_staging_0, línea 3, columna title: «x»",
			"COPY films_staging_0, ligne 3, colonne title : « x »",
			"COPY films_staging_0, riga 3, colonna title: \"x\"", "films_staging_0のCOPY、行 3、列 title: \"x\"",
			"COPY films_staging_0, ხაზი 3, სვეტი title: \"x\"", "films_staging_0 복사, 3번째 줄, title 열: \"x\"",
			"COPY films_staging_0, 3행, title 열: null 입력", "COPY films_staging_0, строка 3, столбец title: \"x\"",
			"COPY films_staging_0, rad 3, kolumn title: null-indata",
			"COPY films_staging_0, рядок 3, стовпець title: \"x\"", "COPY films_staging_0, line 3, column title",
			"PL/pgSQL function nice(text) line 1 at RAISE\nCOPY films_staging_0, line 3, column title: \"x, line 7\"" })
	void isALineAndAColumn(String where) {
		assertThat(CopyPlace.in(where)).contains(new CopyPlace(3, "title"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "COPY films_staging_0, line 3: \"1\t0, column title: 2\"", "COPY films_staging_0, line 3",
			"COPY films_staging_0, Zeile 3: »x«", "COPY films_staging_0, ligne 3 : « x »",
			"films_staging_0のCOPY、行 3: \"x\"", "films_staging_0 복사, 3번째 줄: \"x\"",
			"PL/pgSQL function refuse() line 2 at RAISE\nCOPY films_staging_0, line 3: \"x\"" })
	void isALine(String where) {
		assertThat(CopyPlace.in(where)).contains(new CopyPlace(3, null));
	}

	@Test
	void isUnknown() {
		assertThat(CopyPlace.in(null)).isEmpty();
		assertThat(CopyPlace.in("PL/pgSQL function refuse() line 2 at RAISE")).isEmpty();
		assertThat(CopyPlace.in("SQL statement \"COPY\"")).isEmpty();
	}

}

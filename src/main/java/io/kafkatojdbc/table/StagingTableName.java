package io.kafkatojdbc.table;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.kafkatojdbc.start.StartException;

import org.springframework.jdbc.core.simple.JdbcClient;

/** The name of the staging table as the user has configured it. */
final class StagingTableName {

	private static final Pattern IDENTIFIER = Pattern.compile("\"(?:[^\"]|\"\")+\"|[^.\\s\"]+");

	private static final Pattern NAME = Pattern.compile("(?:%1$s)(?:\\.(?:%1$s))?".formatted(IDENTIFIER));

	private final JdbcClient jdbc;

	private final String name;

	StagingTableName(JdbcClient jdbc, String name) {
		this.jdbc = jdbc;
		this.name = name;
	}

	void requireValid() {
		if (!NAME.matcher(this.name).matches()) {
			throw new StartException("'%s' cannot be the name of the staging table.".formatted(this.name),
					"Set ingest.staging-table to a name as SQL writes it, such as films_staging, cinema.films_staging"
							+ " or \"Films\".");
		}
	}

	StartException missing() {
		return new StartException(
				"The staging table '%s' does not exist, or is in none of the schemas of the search path."
					.formatted(this.name),
				StagingTableLacks.action("Create it, or name another with ingest.staging-table:",
						StagingTableDdl.createTable(quoted(), StagingTableDdl.PLACEHOLDER)));
	}

	/** Returns the schema of a qualified name, quoted. */
	String schema() {
		return quoted().replaceFirst("\\.[^.]*$", "");
	}

	// PostgreSQL also resolves names that SQL would quote, as in films.v1-staging.
	private String quoted() {
		return IDENTIFIER.matcher(this.name)
			.results()
			.map((part) -> quotedIdentifier(part.group()))
			.collect(Collectors.joining("."));
	}

	private String quotedIdentifier(String identifier) {
		if (identifier.startsWith("\"")) {
			return identifier;
		}
		return this.jdbc.sql("SELECT quote_ident(lower(:identifier))")
			.param("identifier", identifier)
			.query(String.class)
			.single();
	}

	/** Returns the name as it is configured. */
	@Override
	public String toString() {
		return this.name;
	}

}

package io.kafkatojdbc.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

import org.springframework.core.io.ClassPathResource;

/**
 * The DDL that a database lacks of the ledger, for an administrator to run.
 */
final class LedgerDdl {

	/** The migrations, each with a table that exists after the migration. */
	private static final Map<String, String> MIGRATIONS = new TreeMap<>(
			Map.of("V1__ledger.sql", "pipeline", "V2__faults.sql", "log_end", "V3__slices.sql", "batch_slice",
					"V4__settings.sql", "setting_change", "V6__cuts.sql", "log_cut"));

	private LedgerDdl() {
	}

	/**
	 * Writes the DDL to a file, with the grants that the service needs.
	 * @param role the database role of the service, quoted
	 * @param exists whether a table of the ledger exists
	 * @return the file
	 */
	static Path write(String role, Predicate<String> exists) {
		StringBuilder ddl = new StringBuilder("CREATE SCHEMA IF NOT EXISTS ingest;\n\n");
		MIGRATIONS.forEach((migration, table) -> ddl.append(exists.test(table) ? "" : read(migration) + '\n'));
		ddl.append("GRANT USAGE ON SCHEMA ingest TO %s;\n".formatted(role));
		ddl.append("GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA ingest TO %s;\n".formatted(role));
		try {
			Path directory = Path.of("").toAbsolutePath();
			Path file = Files.isWritable(directory) ? directory.resolve("ingest-schema.sql")
					: Files.createTempFile("ingest-schema", ".sql");
			return Files.writeString(file, ddl);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static String read(String migration) {
		try {
			return new ClassPathResource("ledger/" + migration).getContentAsString(StandardCharsets.UTF_8);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}

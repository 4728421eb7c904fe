package io.kafkatojdbc.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;

import org.springframework.core.io.ClassPathResource;

/**
 * The DDL that a database lacks of the ledger, for an administrator to run.
 */
final class LedgerDdl {

	/**
	 * The migrations, each with a table, index or column that exists after the migration.
	 * A migration without such a name can be run again.
	 */
	private static final List<Migration> MIGRATIONS = List.of(new Migration("V1__ledger.sql", "pipeline"),
			new Migration("V2__faults.sql", "log_end"), new Migration("V3__slices.sql", "batch_slice"),
			new Migration("V4__settings.sql", "setting_change"), new Migration("V5__order.sql", "partition_growth"),
			new Migration("V6__cuts.sql", "log_cut"), new Migration("V9__discarded.sql", ""),
			new Migration("V10__retention.sql", "batch_cleared"), new Migration("V11__rows.sql", LedgerSchema.COLUMN),
			new Migration("V12__rejected_runs.sql", "rejected_run"));

	private LedgerDdl() {
	}

	static int migrations() {
		return MIGRATIONS.size();
	}

	/**
	 * Writes the DDL to a file, with the grants that the service needs.
	 * @param role the database role of the service, quoted
	 * @param exists whether a table, index or column of the ledger exists
	 * @return the file
	 */
	static Path write(String role, Predicate<String> exists) {
		StringBuilder ddl = new StringBuilder("CREATE SCHEMA IF NOT EXISTS ingest;\n\n");
		MIGRATIONS.stream()
			.filter((migration) -> !exists.test(migration.creates()))
			.forEach((migration) -> ddl.append(read(migration.file())).append('\n'));
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

	/**
	 * A migration.
	 *
	 * @param file the name of its file
	 * @param creates a table, index or column that exists after the migration
	 */
	private record Migration(String file, String creates) {
	}

}

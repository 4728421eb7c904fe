package io.kafkatojdbc.testing;

import java.nio.file.Path;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** What the fault tests rely on: a crash takes nothing that has been committed. */
class LocalPostgresIT {

	@Test
	void keepsWhatWasCommittedOverACrashAndItsParametersToo() {
		try (LocalPostgres postgres = LocalPostgres.create(Map.of("max_connections", "23"))) {
			postgres.execute("CREATE TABLE kept AS SELECT 17 AS id; CREATE UNLOGGED TABLE lost AS TABLE kept");
			postgres.restart();
			assertThat(number(postgres, "SELECT id FROM kept")).isEqualTo(17);
			assertThat(number(postgres, "SELECT count(*) FROM lost")).as("kept by a stop in good order only").isZero();
			assertThat(number(postgres, "SHOW max_connections")).isEqualTo(23);
		}
	}

	@Test
	void isDurableUnlikeTheLibrarysOwn() {
		try (LocalPostgres postgres = LocalPostgres.create()) {
			assertThat(text(postgres, "SHOW fsync")).isEqualTo("on");
			assertThat(text(postgres, "SHOW synchronous_commit")).isEqualTo("on");
			assertThat(text(postgres, "SHOW listen_addresses")).isEqualTo("127.0.0.1");
		}
	}

	@Test
	void keepsADirectoryThatItWasGiven(@TempDir Path directory) {
		int port = Ports.free();
		try (LocalPostgres postgres = LocalPostgres.open(port, directory, Map.of())) {
			postgres.execute("CREATE TABLE kept AS SELECT 17 AS id");
		}
		try (LocalPostgres postgres = LocalPostgres.open(port, directory, Map.of())) {
			assertThat(number(postgres, "SELECT id FROM kept")).isEqualTo(17);
		}
	}

	@Test
	void refusesAForeignServerOnItsPortByName(@TempDir Path directory) {
		try (LocalPostgres foreign = LocalPostgres.create()) {
			assertThatIllegalStateException().isThrownBy(() -> LocalPostgres.open(foreign.port(), directory, Map.of()))
				.withMessageContaining("Port " + foreign.port())
				.withMessageContaining(foreign.dataDirectory())
				.withMessageContaining(directory.toString());
		}
	}

	@Test
	void createsTheSampleInADatabase() {
		TestDatabase database = TestServers.database();
		assertThat(database.jdbc().sql("SELECT name FROM films").query(String.class).list())
			.containsExactly("The Dark Knight");
	}

	private static int number(LocalPostgres postgres, String query) {
		return Integer.parseInt(text(postgres, query));
	}

	private static String text(LocalPostgres postgres, String query) {
		return postgres.database("test").jdbc().sql(query).query(String.class).single();
	}

}

package io.kafkatojdbc.table;

import io.kafkatojdbc.staging.StagingDatabase;
import io.kafkatojdbc.start.StartException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Row-level security that hides staged rows is found at the start. */
class RowSecurityIT {

	private final StagingDatabase database = new StagingDatabase("row_security_test");

	@BeforeEach
	void create() {
		this.database.execute(StagingTables.ddl("films_staging", "id text"));
		this.database.execute("DROP ROLE IF EXISTS hidden; CREATE ROLE hidden; GRANT USAGE ON SCHEMA row_security_test "
				+ "TO hidden; GRANT ALL ON ALL TABLES IN SCHEMA row_security_test TO hidden");
	}

	@AfterEach
	void disconnect() {
		this.database.execute("RESET ROLE; DROP SCHEMA row_security_test CASCADE; DROP ROLE hidden");
		this.database.close();
	}

	@Test
	void isRefusedForARoleFromWhichItHidesRows() {
		this.database.execute("ALTER TABLE films_staging ENABLE ROW LEVEL SECURITY;"
				+ "ALTER TABLE films_staging_1 ENABLE ROW LEVEL SECURITY");
		assertThat(this.database.read("films_staging").columns()).as("read by a superuser").isNotEmpty();
		this.database.execute("SET ROLE hidden");
		assertThatExceptionOfType(StartException.class).isThrownBy(() -> this.database.read("films_staging"))
			.withMessage("Row-level security hides rows from the user hidden in row_security_test.films_staging,"
					+ " row_security_test.films_staging_1.")
			.satisfies((ex) -> assertThat(String.valueOf(ReflectionTestUtils.getField(ex, "action")))
				.contains("BYPASSRLS", "ALTER TABLE row_security_test.films_staging_1 DISABLE ROW LEVEL SECURITY;"));
		this.database.execute("RESET ROLE; ALTER ROLE hidden BYPASSRLS; SET ROLE hidden");
		assertThat(this.database.read("films_staging").columns()).isNotEmpty();
	}

}

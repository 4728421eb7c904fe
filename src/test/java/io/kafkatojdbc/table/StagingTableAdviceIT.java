package io.kafkatojdbc.table;

import java.util.List;

import io.kafkatojdbc.staging.StagingDatabase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a staging table could have besides, and that the statements that are said help.
 */
class StagingTableAdviceIT {

	private final StagingDatabase database = new StagingDatabase("advised");

	@AfterEach
	void disconnect() {
		this.database.close();
	}

	@Test
	void theServicesOwnDdlNeedsNoAdvice() {
		this.database.execute(StagingTables.ddl("films_staging", "id text NOT NULL"));
		assertThat(advice()).isEmpty();
	}

	@Test
	void anIndexOnTheBatchIsAdvised() {
		this.database.execute(
				StagingTables.ddl("films_staging", "id text NOT NULL") + "DROP INDEX films_staging_set_aside_batch_idx;"
						+ "CREATE INDEX ON films_staging_set_aside (id, batch);"
						+ "CREATE INDEX ON films_staging_set_aside (batch) WHERE id = '1'");
		assertThat(advice()).singleElement()
			.asString()
			.contains("advised.films_staging_set_aside has no index on batch");
		this.database.execute(statement(advice().get(0)));
		assertThat(advice()).isEmpty();
	}

	@Test
	void theRightToDeleteIsAdvised() {
		this.database.execute(StagingTables.ddl("films_staging", "id text NOT NULL")
				+ "DROP ROLE IF EXISTS \"No Deleter\"; CREATE ROLE \"No Deleter\";"
				+ "GRANT USAGE ON SCHEMA advised TO \"No Deleter\";"
				+ "GRANT INSERT, SELECT, TRUNCATE, DELETE ON films_staging_0, films_staging_set_aside TO \"No Deleter\";"
				+ "GRANT INSERT, SELECT, TRUNCATE ON films_staging_1 TO \"No Deleter\"; SET ROLE \"No Deleter\"");
		assertThat(advice()).singleElement()
			.asString()
			.contains("GRANT DELETE ON advised.films_staging_1 TO \"No Deleter\";");
		this.database.execute("RESET ROLE;" + statement(advice().get(0)) + "SET ROLE \"No Deleter\"");
		assertThat(advice()).isEmpty();
		this.database.execute("RESET ROLE");
	}

	private List<String> advice() {
		return new StagingTableAdvice(this.database.jdbc()).of(this.database.read("films_staging"));
	}

	private static String statement(String advice) {
		return advice.substring(advice.lastIndexOf(": ") + 2);
	}

}

package io.kafkatojdbc;

import io.kafkatojdbc.testing.Films;
import io.kafkatojdbc.testing.Pipeline;
import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.ServiceLauncher;
import io.kafkatojdbc.testing.TestDatabase;
import io.kafkatojdbc.testing.TestServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Names in the settings are names, whatever they look like, and never become SQL. */
class HostileNamesIT {

	private static final String ATTACK = "x'\"\"; drop table films; --";

	/** Without what the driver cannot call. */
	private static final String CALLABLE_ATTACK = "m\"\"(1)) from films --";

	private static final String TABLE_AND_PROCEDURE = """
			CREATE SCHEMA "%1$s s";
			CREATE SCHEMA "%2$s s";
			CREATE TABLE "%1$s s"."%1$s" (id text NOT NULL, name text, "%1$s column" text DEFAULT 'none',
				batch bigint NOT NULL, kafka_partition integer NOT NULL, kafka_offset bigint NOT NULL,
				kafka_timestamp timestamptz, slot smallint NOT NULL) PARTITION BY LIST (slot);
			CREATE TABLE "%1$s s"."%1$s 0" PARTITION OF "%1$s s"."%1$s" (slot DEFAULT 0) FOR VALUES IN (0);
			CREATE TABLE "%1$s s"."%1$s 1" PARTITION OF "%1$s s"."%1$s" (slot DEFAULT 1) FOR VALUES IN (1);
			CREATE TABLE "%1$s s"."%1$s 2" PARTITION OF "%1$s s"."%1$s" DEFAULT;
			CREATE PROCEDURE "%2$s s"."%2$s"(p_batch bigint, INOUT p_merged bigint DEFAULT NULL)
				LANGUAGE plpgsql AS $$
			BEGIN
				INSERT INTO films (id, name)
					SELECT DISTINCT ON (id) id, name FROM "%1$s s"."%1$s"
					WHERE batch = p_batch ORDER BY id, kafka_partition, kafka_offset DESC
					ON CONFLICT (id) DO UPDATE SET name = excluded.name;
				GET DIAGNOSTICS p_merged = ROW_COUNT;
			END $$;
			CREATE PROCEDURE "%1$s s"."%1$s m"(p_batch bigint) LANGUAGE sql AS '';
			""".formatted(ATTACK, CALLABLE_ATTACK);

	private final TestDatabase database = TestServers.database();

	private final String topic = TestServers.topic(2);

	@Test
	void aNameThatLooksLikeSqlIsUsedAsTheNameItIs() {
		this.database.execute(TABLE_AND_PROCEDURE);
		String pipeline = "p'); DROP TABLE films; --";
		try (Films films = new Films(TestServers.bootstrapServers(), this.topic);
				Service service = launcher().environment("INGEST_STAGINGTABLE", "\"%1$s s\".\"%1$s\"".formatted(ATTACK))
					.environment("INGEST_MERGEPROCEDURE", "\"%1$s s\".\"%1$s\"".formatted(CALLABLE_ATTACK))
					.environment("INGEST_PIPELINE", pipeline)
					.environment("INGEST_INSTANCE", pipeline)
					.environment("SPRING_KAFKA_CONSUMER_GROUPID", this.topic)
					.start()) {
			films.send(200);
			new Pipeline(this.database, pipeline).awaitAllMerged(films);
			assertThat(service.post("/api/batches/1/dry-run").status()).isIn(200, 409);
			assertThat(service.get("/api/batches?state=x'%20or%201=1").status()).isEqualTo(400);
			assertThat(service.get("/api/rejected?code=x'%20or%201=1").status()).isEqualTo(400);
		}
	}

	@Test
	void aProcedureThatTheDriverCannotCallIsRefusedAtStart() {
		this.database.execute(TABLE_AND_PROCEDURE);
		try (Service service = launcher()
			.environment("INGEST_MERGEPROCEDURE", "\"%1$s s\".\"%1$s m\"".formatted(ATTACK))
			.launch()) {
			assertThat(service.awaitExit()).isEqualTo(1);
			assertThat(service.log()).contains("the driver calls no such procedure", "ALTER PROCEDURE");
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "films_staging; DROP TABLE films", "films_staging\"; DROP TABLE films; --",
			"films_staging'); DROP TABLE films; --", "(SELECT 1)" })
	void whatIsNoNameIsRefusedAtStart(String attack) {
		// Side by side, as each has but to start
		try (Service table = launcher().with("ingest.staging-table", attack).launch();
				Service procedure = launcher().with("ingest.merge-procedure", attack).launch()) {
			assertRefused(table, "ingest.staging-table");
			assertRefused(procedure, "ingest.merge-procedure");
		}
		assertThat(this.database.jdbc().sql("SELECT count(*) FROM films").query(Long.class).single()).isNotNegative();
	}

	private static void assertRefused(Service service, String setting) {
		assertThat(service.awaitExit()).isEqualTo(1);
		assertThat(service.log()).contains("APPLICATION FAILED TO START", setting).doesNotContain("\tat ");
	}

	private ServiceLauncher launcher() {
		return new ServiceLauncher(this.database, TestServers.bootstrapServers(), this.topic)
			.with("ingest.consumers", "lucas")
			.with("ingest.batch.quiet-period", "1s");
	}

}

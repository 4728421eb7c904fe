package io.kafkatojdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import io.kafkatojdbc.testing.LocalPostgres;
import io.kafkatojdbc.testing.Ports;
import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.ServiceLauncher;
import io.kafkatojdbc.testing.TestDatabase;
import io.kafkatojdbc.testing.TestServers;
import io.kafkatojdbc.testing.Topics;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a service that cannot start says to the person who set it up, and how soon. */
class StartFailuresIT {

	private static final String SECRET = "right-s3cret";

	private static final Duration SOON = Duration.ofSeconds(40);

	private static final LocalPostgres postgres = LocalPostgres.create();

	private static final TestDatabase database = postgres.database("test").withSample();

	private final String topic = TestServers.topic(2);

	@BeforeAll
	static void prepare() throws IOException {
		database.execute("""
				CREATE TABLE flat_staging (id text NOT NULL);
				CREATE TABLE other_staging (LIKE films_staging) PARTITION BY LIST (slot);
				CREATE TABLE other_staging_0 PARTITION OF other_staging (slot DEFAULT 0) FOR VALUES IN (0);
				CREATE TABLE other_staging_1 PARTITION OF other_staging (slot DEFAULT 1) FOR VALUES IN (1);
				CREATE TABLE other_staging_set_aside PARTITION OF other_staging DEFAULT;
				CREATE PROCEDURE merge_texts(p_text text) LANGUAGE sql AS '';
				CREATE FUNCTION merge_function(p_batch bigint) RETURNS bigint LANGUAGE sql AS 'SELECT p_batch';
				CREATE PROCEDURE merge_twice(p_batch bigint) LANGUAGE sql AS '';
				CREATE PROCEDURE merge_twice(p_batch integer) LANGUAGE sql AS '';
				CREATE ROLE owner SUPERUSER LOGIN PASSWORD '%s';
				""".formatted(SECRET));
		// The server lets everybody in without a password otherwise.
		Path rules = Path.of(database.jdbc().sql("SHOW hba_file").query(String.class).single());
		Files.writeString(rules, "host all owner all scram-sha-256\n" + Files.readString(rules));
		database.execute("SELECT pg_reload_conf()");
	}

	@AfterAll
	static void stop() {
		postgres.close();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			ingest.topic           |                | name the Kafka topic to read, as in --ingest.topic=films
			ingest.topic           | no-such-topic  | There is no Kafka topic 'no-such-topic'.
			ingest.start-from      | nonsense       | EARLIEST
			ingest.consumers       | lucas,j*n      | a consumer's name has 1 to 64 letters, digits, '-' or '_'
			ingest.batch.max-rows  | 0              | must be 1 or more
			ingest.batch.max-row   | 5              | There is no setting 'ingest.batch.max-row'.
			ingest.consumer[0]     | lucas          | ingest.consumers
			ingest.security.users.olivia.roles | operator | ingest.security.users.<name>.role
			ingest.staging-table   | nowhere        | CREATE TABLE nowhere (
			ingest.staging-table   | flat_staging   | is not partitioned by LIST (slot)
			ingest.merge-procedure | nobody         | CREATE PROCEDURE nobody(p_batch bigint,
			ingest.merge-procedure | merge_texts    | the service has no value for p_text
			ingest.merge-procedure | merge_function | merge_function(p_batch bigint) is a function, not a procedure
			ingest.merge-procedure | merge_twice    | There are 2 procedures or functions named 'merge_twice'
			""")
	void namesTheSettingThatIsWrong(String setting, String value, String reason) {
		assertThat(refusal(launcher().with(setting, (value != null) ? value : ""))).contains(setting, reason);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			jdbc:postgresql://127.0.0.1:%d/test?password=right-s3cret | Connection to 127.0.0.1:%d refused
			jdbc:postgresql://nobody.invalid/test                     | UnknownHostException
			postgresql://owner:right-s3cret@127.0.0.1/test            | is no URL of a PostgreSQL database
			''                                                        | is not set
			""")
	void namesTheUrlOfADatabaseThatCannotBeReached(String url, String reason) {
		int port = Ports.free();
		assertThat(refusal(launcher().environment("SPRING_DATASOURCE_URL", url.formatted(port))))
			.contains("spring.datasource.url", reason.formatted(port));
	}

	@Test
	void namesADatabaseThatDoesNotExist() {
		assertThat(refusal(launcher().environment("SPRING_DATASOURCE_URL", postgres.database("absent").jdbcUrl())))
			.contains("database \"absent\" does not exist", "spring.datasource.url");
	}

	@Test
	void namesTheUserOfAWrongPasswordButNotThePassword() {
		String refusal = refusal(launcher().environment("SPRING_DATASOURCE_PASSWORD", "wrong-" + SECRET));
		assertThat(refusal).contains("does not let the user 'owner' in", "spring.datasource.username",
				"spring.datasource.password");
	}

	@ParameterizedTest
	@CsvSource({ "127.0.0.1:%d, no broker answers", "nobody.invalid:9092, No resolvable bootstrap urls" })
	void namesTheBrokerThatCannotBeReached(String servers, String reason) {
		String refusal = refusal(
				launcher().environment("SPRING_KAFKA_BOOTSTRAP_SERVERS", servers.formatted(Ports.free())));
		assertThat(refusal).contains("spring.kafka.bootstrap-servers", reason);
	}

	@Test
	void namesAKafkaSettingThatIsWrong() {
		assertThat(refusal(launcher().with("spring.kafka.consumer.properties.fetch.min.bytes", "many")))
			.contains("Invalid value many for configuration fetch.min.bytes", "spring.kafka");
	}

	@Test
	void refusesAPipelineThatIsSetUpDifferentlyFromWhatItStaged() {
		startAndStop(launcher());
		assertThat(refusal(launcher().with("ingest.staging-table", "other_staging")))
			.contains("staging_table was 'public.films_staging' and is now 'public.other_staging'", "ingest.pipeline");
		assertThat(refusal(launcher().with("ingest.pipeline", "another")))
			.contains("public.films_staging belongs to the pipeline '%s'".formatted(this.topic));
		assertThat(refusal(launcher().with("spring.kafka.consumer.group-id", "another")))
			.contains("consumer_group was '%s' and is now 'another'".formatted(this.topic), "ingest.pipeline");
	}

	@Test
	void takesASectionWithoutSettingsAndVariablesThatAreForOthers(@TempDir Path directory) throws IOException {
		Path file = Files.writeString(directory.resolve("application.yml"), "ingest:\n  merge:\n    # mode: overlap\n");
		startAndStop(launcher().with("spring.config.additional-location", file.toUri())
			.environment("INGEST_SERVICE_HOST", "10.0.0.1")
			.environment("SPRING_DATASOURCE_URL", postgres.createDatabase("sections").withSample().jdbcUrl()));
	}

	@Test
	void startsWithATopicThatWasMadeAnewSoThatItCanBeAcceptedOverHttp() {
		ServiceLauncher launcher = launcher().with("ingest.consumers", "lucas")
			.environment("SPRING_DATASOURCE_URL", postgres.createDatabase("remade").withSample().jdbcUrl());
		startAndStop(launcher);
		new Topics(TestServers.bootstrapServers()).delete(this.topic);
		assertStartsButHolds(launcher, "There is no topic '%s' any more".formatted(this.topic));
		new Topics(TestServers.bootstrapServers()).create(this.topic, 2);
		assertStartsButHolds(launcher, "was deleted and made anew");
	}

	private static void assertStartsButHolds(ServiceLauncher launcher, String reason) {
		try (Service service = launcher.start()) {
			assertThat(service.get("/health").body()).contains(reason);
			await("readiness").until(() -> service.get("/actuator/health/readiness").status() == 200);
		}
	}

	@Test
	void givesADdlFileToARoleThatMayNotCreateTheLedger() throws IOException {
		TestDatabase guests = postgres.createDatabase("guests").withSample();
		guests.execute("""
				CREATE ROLE guest LOGIN;
				GRANT INSERT, SELECT, TRUNCATE ON films, films_staging, films_staging_0, films_staging_1,
					films_staging_set_aside TO guest;
				GRANT UPDATE ON films TO guest;
				GRANT DELETE ON films_staging_set_aside TO guest
				""");
		ServiceLauncher launcher = launcher().environment("SPRING_DATASOURCE_URL", guests.jdbcUrl())
			.environment("SPRING_DATASOURCE_USERNAME", "guest");
		String refusal = refusal(launcher);
		assertThat(refusal).contains("The database role guest may not create the ledger");
		guests.execute(Files.readString(fileIn(refusal)));
		startAndStop(launcher);
	}

	private static Path fileIn(String refusal) {
		MatchResult file = Pattern.compile("run (/\\S+\\.sql)").matcher(refusal).results().findFirst().orElseThrow();
		return Path.of(file.group(1));
	}

	private ServiceLauncher launcher() {
		return new ServiceLauncher(database, TestServers.bootstrapServers(), this.topic)
			.environment("SPRING_DATASOURCE_USERNAME", "owner")
			.environment("SPRING_DATASOURCE_PASSWORD", SECRET);
	}

	private static void startAndStop(ServiceLauncher launcher) {
		try (Service service = launcher.start()) {
			assertThat(service.terminate()).isZero();
		}
	}

	/** Starts a service that must not start, and returns what it says about that. */
	private static String refusal(ServiceLauncher launcher) {
		long start = System.nanoTime();
		try (Service service = launcher.launch()) {
			assertThat(service.awaitExit()).as("exit code").isEqualTo(1);
			Duration taken = Duration.ofNanos(System.nanoTime() - start);
			String log = service.log();
			assertThat(log).containsOnlyOnce("APPLICATION FAILED TO START").doesNotContain(SECRET);
			assertThat(log.lines()).as("stack trace").noneMatch((line) -> line.startsWith("\tat "));
			assertThat(service.findInLog(" ERROR ")).as("errors in %s", log).hasSize(1);
			assertThat(taken).isLessThan(SOON);
			return log.substring(log.indexOf("APPLICATION FAILED TO START"));
		}
	}

}

package io.kafkatojdbc.staging;

import java.util.List;
import java.util.TimeZone;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Sessions set everything that the service depends on, whatever the role, the database or
 * the host set.
 */
class SessionSettingsIT {

	private static final String HOSTILE = """
			DO $$ DECLARE setting text; BEGIN
				FOREACH setting IN ARRAY string_to_array('statement_timeout = 1500, lock_timeout = 1500, '
						'idle_in_transaction_session_timeout = 1500, transaction_timeout = 1500, '
						'idle_session_timeout = 1500, default_transaction_isolation = serializable, '
						'array_nulls = off, quote_all_identifiers = on', ', ') LOOP
					EXECUTE format('ALTER DATABASE %I SET ', current_database()) || setting;
				END LOOP;
			END $$
			""";

	private static final String SLOW = """
			CREATE FUNCTION be_slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
				PERFORM pg_sleep(2);
				RETURN NEW; END $$;
			CREATE TRIGGER be_slow BEFORE INSERT ON films_staging_0 FOR EACH ROW EXECUTE FUNCTION be_slow()
			""";

	private static final TimeZone ZONE = TimeZone.getDefault();

	private static StagingContext context;

	@BeforeAll
	static void start() {
		TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
		context = new StagingContext(HOSTILE, "id text, at timestamptz, tags text[]");
	}

	@AfterAll
	static void stop() {
		TimeZone.setDefault(ZONE);
		context.close();
	}

	@ParameterizedTest
	@CsvSource({ "statement_timeout, 1min, 0", "lock_timeout, 10s, 5s", "idle_in_transaction_session_timeout, 30s, 30s",
			"transaction_timeout, 1min, 0", "idle_session_timeout, 0, 0",
			"transaction_isolation, read committed, read committed", "TimeZone, UTC, UTC", "array_nulls, on, on",
			"quote_all_identifiers, off, off", "application_name, kafka-to-jdbc-batch, kafka-to-jdbc-batch" })
	void areTheServicesOwn(String setting, String staging, String control) {
		assertThat(List.of(show("jdbcTemplate", setting), show("controlJdbcTemplate", setting)))
			.containsExactly(staging, control);
	}

	private static String show(String access, String setting) {
		return String.valueOf(context.bean(access, JdbcTemplate.class).queryForObject("SHOW " + setting, String.class));
	}

	@Test
	void aPollMayTakeLongerThanTheRoleAllows() {
		context.execute(SLOW);
		Poll poll = new Poll();
		poll.add(0, 0, 1, List.of(Samples.record(0, 0, "{\"id\":\"1\",\"at\":\"2026-01-01 12:00\",\"tags\":[null]}")));
		context.bean(Stager.class).stage(poll);
		assertThat(context.count("films_staging WHERE at = '2026-01-01T12:00:00Z' AND tags[1] IS NULL")).isOne();
	}

}

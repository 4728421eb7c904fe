package io.kafkatojdbc.ledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.kafkatojdbc.start.StartException;
import io.kafkatojdbc.testing.TestDatabase;
import io.kafkatojdbc.testing.TestServers;
import org.junit.jupiter.api.Test;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.test.util.ReflectionTestUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

/** The ledger of an older version, made by hand, is brought up to date by hand, too. */
class LedgerSchemaIT {

	private final TestDatabase database = TestServers.emptyDatabase();

	@Test
	void givesOnlyTheDdlThatIsMissing() throws IOException {
		this.database.execute("CREATE ROLE clerk; CREATE SCHEMA ingest; GRANT USAGE ON SCHEMA ingest TO clerk");
		this.database
			.execute(new ClassPathResource("ledger/V1__ledger.sql").getContentAsString(StandardCharsets.UTF_8));
		SingleConnectionDataSource clerk = new SingleConnectionDataSource(this.database.jdbcUrl(), TestDatabase.USER,
				TestDatabase.USER, true);
		JdbcClient jdbc = JdbcClient.create(clerk);
		jdbc.sql("SET ROLE clerk").update();
		LedgerSchema schema = new LedgerSchema(clerk, jdbc);
		StartException refusal = catchThrowableOfType(StartException.class, schema::afterPropertiesSet);
		assertThat(refusal).hasMessageContaining("log_end").hasMessageContaining("setting_change");
		run(refusal);
		schema.afterPropertiesSet();
		assertThat(jdbc.sql("SELECT count(*) FROM ingest.freshness").query(Long.class).single()).isZero();
		assertThat(jdbc.sql("UPDATE ingest.setting_change SET from_batch = 1").update()).isZero();
		this.database.execute("ALTER TABLE ingest.batch_part DROP extra_rows;"
				+ "ALTER TABLE ingest.rejected_record DROP retried_rows");
		refusal = catchThrowableOfType(StartException.class, schema::afterPropertiesSet);
		assertThat(refusal).hasMessageContaining("lacks or may not use in schema ingest: batch_part.extra_rows.");
		run(refusal);
		schema.afterPropertiesSet();
		clerk.destroy();
	}

	private void run(StartException refusal) throws IOException {
		Matcher file = Pattern.compile("run (\\S+)")
			.matcher(String.valueOf(ReflectionTestUtils.getField(refusal, "action")));
		assertThat(file.find()).isTrue();
		this.database.execute(Files.readString(Path.of(file.group(1))));
		Files.delete(Path.of(file.group(1)));
	}

}

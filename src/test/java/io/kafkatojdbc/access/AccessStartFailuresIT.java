package io.kafkatojdbc.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.kafkatojdbc.testing.Service;
import io.kafkatojdbc.testing.ServiceLauncher;
import io.kafkatojdbc.testing.TestServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Settings that let nobody in, or that cannot be read, stop the start, and stay secret.
 */
class AccessStartFailuresIT {

	private static final String SECRET = "hush-s3cret";

	private final ServiceLauncher launcher = new ServiceLauncher(TestServers.database(), TestServers.bootstrapServers(),
			TestServers.topic(1));

	@Test
	void withoutUsersNobodyCouldCall() {
		assertThat(refusal(this.launcher.withoutUsers())).contains("'ingest.security.users' names no user",
				"java -jar kafka-to-jdbc-batch.jar hash-password", "'ingest.security.mode'");
	}

	@Test
	void withoutAnIssuerNoTokenCouldBeRight() {
		assertThat(refusal(this.launcher.with("ingest.security.mode", "oauth2"))).contains("'ingest.security.mode'",
				"spring.security.oauth2.resourceserver.jwt.issuer-uri");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			ingest.security.users.olivia.password | hush-s3cret  | is not an encoded password
			ingest.security.users.olivia          | hush-s3cret  | 'ingest.security.users.olivia' can't be read
			ingest.security.users                 | olivia:hush-s3cret | 'ingest.security.users' can't be read
			ingest.security.users.olivia.role     | hush-s3cret  | 'ingest.security.users.olivia.role' can't be read
			ingest.security.mode                  | simple       | ingest.security.mode
			""")
	void namesTheSettingThatIsWrongButNotAPassword(String setting, String value, String reason) {
		assertThat(refusal(this.launcher.withoutUsers().with(setting, value))).contains(reason);
	}

	@ParameterizedTest
	@CsvSource({ "'password: {bcrypt}hush-s3cret', 5", "'password: @hush-s3cret', 5", "'password: *hush-s3cret', 5",
			"'password: hush-s3cret: x', 5", "'password: \"hush-s3cret', 7" })
	void namesTheLineThatIsNoYamlButNotWhatIsThere(String line, int number, @TempDir Path directory)
			throws IOException {
		Path settings = Files.writeString(directory.resolve("users.yml"), """
				ingest:
				  security:
				    users:
				      olivia:
				        %s
				        role: operator
				""".formatted(line));
		assertThat(refusal(this.launcher.with("spring.config.import", settings.toUri())))
			.contains("no YAML at line %d,".formatted(number));
	}

	private static String refusal(ServiceLauncher launcher) {
		try (Service service = launcher.launch()) {
			assertThat(service.awaitExit()).as("exit code").isEqualTo(1);
			String log = service.log();
			assertThat(log).containsOnlyOnce("APPLICATION FAILED TO START").doesNotContain(SECRET);
			assertThat(log.lines()).as("stack trace").noneMatch((line) -> line.startsWith("\tat "));
			return log.substring(log.indexOf("APPLICATION FAILED TO START"));
		}
	}

}

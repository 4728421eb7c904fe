package io.kafkatojdbc.testing;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** What the comparison with the target relies on: each difference is seen. */
class FilmsIT {

	private final TestDatabase database = TestServers.database();

	private final Pipeline pipeline = new Pipeline(this.database, "films");

	@Test
	void rememberTheLastVersionOfEach() {
		try (Films films = new Films(TestServers.bootstrapServers(), TestServers.topic(2))) {
			films.send("17", "Vertigo");
			films.send("17", "Rear Window");
			films.send("18", "Psycho");
			assertThat(films.sent()).isEqualTo(3);
			assertThat(films.lastVersions()).containsOnlyKeys("17", "18").containsEntry("17", "Rear Window");
		}
	}

	@Test
	void areSentInTheBackgroundUntilItEnds() {
		try (Films films = new Films(TestServers.bootstrapServers(), TestServers.topic(2))) {
			try (Films.Sending sending = films.sendEvery(Duration.ofMillis(1))) {
				await("ten films in " + sending).until(() -> films.sent() >= 10);
			}
			long sent = films.sent();
			assertThat(films.lastVersions()).hasSizeBetween(2, (int) sent);
		}
	}

	@Test
	void differFromATargetThatMissesOneOrHasAnOldVersionOrOneTooMany() {
		try (Films films = new Films(TestServers.bootstrapServers(), TestServers.topic(2))) {
			films.send("17", "Vertigo");
			films.send("18", "Psycho");
			this.database.execute("INSERT INTO films VALUES ('17', 'an old version'), ('19', 'never sent')");
			assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> this.pipeline.assertTargetEquals(films))
				.withMessageContainingAll("17: sent 'Vertigo', in the target 'an old version'",
						"18: sent 'Psycho', in the target 'null'", "19: sent 'null', in the target 'never sent'");
		}
	}

}

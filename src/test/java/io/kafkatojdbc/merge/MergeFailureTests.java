package io.kafkatojdbc.merge;

import java.sql.SQLException;
import java.time.Duration;

import io.kafkatojdbc.merge.MergeFailure.Kind;
import org.junit.jupiter.api.Test;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

import org.springframework.dao.QueryTimeoutException;

import static org.assertj.core.api.Assertions.assertThat;

/** A merge that was ended names who ended it. */
class MergeFailureTests {

	private static final Duration TIMEOUT = Duration.ofMinutes(30);

	private final SQLException cause = new PSQLException(
			new ServerErrorMessage("SERROR\0C57014\0Mcanceling statement\0"));

	@Test
	void theTimeOutEndsTheProcedure() {
		MergeFailure failure = MergeFailure.of(new EndedCallException(TIMEOUT, this.cause), TIMEOUT);
		assertThat(failure.error())
			.startsWith("The procedure was ended after the 30m that 'ingest.merge.timeout' gives it.");
		assertThat(failure.kind()).isEqualTo(Kind.PROCEDURE);
	}

	@Test
	void somebodyCancelsTheProcedure() {
		assertThat(MergeFailure.of(new EndedCallException(Duration.ofSeconds(3), this.cause), TIMEOUT).error())
			.startsWith("The procedure was cancelled by another session after 3 s, before the 30m");
	}

	@Test
	void somebodyCancelsTheMergeBeforeItsProcedure() {
		assertThat(MergeFailure.of(new QueryTimeoutException("count", this.cause), TIMEOUT).error())
			.startsWith("The merge was cancelled by another session before the procedure was called.");
	}

}

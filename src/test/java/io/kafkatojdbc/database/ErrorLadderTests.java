package io.kafkatojdbc.database;

import java.sql.SQLException;

import org.junit.jupiter.api.Test;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.transaction.CannotCreateTransactionException;

import static org.assertj.core.api.Assertions.assertThat;

/** A connection that is lost is told from one that cannot be had. */
class ErrorLadderTests {

	private final SQLException lost = new SQLException("An I/O error occurred", "08006");

	@Test
	void aConnectionIsLostInTheMiddleOfItsWork() {
		assertThat(ErrorLadder.endedEarly(new DataAccessResourceFailureException("COPY", this.lost))).isTrue();
		assertThat(ErrorLadder
			.endedEarly(new DataAccessResourceFailureException("COPY", new SQLException("disk full", "53100"))))
			.isFalse();
		assertThat(ErrorLadder.endedEarly(new IllegalStateException())).isFalse();
	}

	@Test
	void oneThatCannotBeHadIsNotLost() {
		assertThat(ErrorLadder.endedEarly(new CannotCreateTransactionException("none", this.lost))).isFalse();
		assertThat(ErrorLadder.endedEarly(new CannotGetJdbcConnectionException("none", this.lost))).isFalse();
	}

}

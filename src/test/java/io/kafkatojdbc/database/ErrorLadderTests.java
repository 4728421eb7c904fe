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
		assertThat(ErrorLadder.lostConnection(new DataAccessResourceFailureException("COPY", this.lost))).isTrue();
		assertThat(ErrorLadder
			.lostConnection(new DataAccessResourceFailureException("COPY", new SQLException("disk full", "53100"))))
			.isFalse();
		assertThat(ErrorLadder.lostConnection(new IllegalStateException())).isFalse();
	}

	@Test
	void oneThatCannotBeHadIsNotLost() {
		assertThat(ErrorLadder.lostConnection(new CannotCreateTransactionException("none", this.lost))).isFalse();
		assertThat(ErrorLadder.lostConnection(new CannotGetJdbcConnectionException("none", this.lost))).isFalse();
	}

}

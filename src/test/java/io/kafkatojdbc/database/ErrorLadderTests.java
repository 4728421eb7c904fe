package io.kafkatojdbc.database;

import java.sql.SQLException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.UncategorizedSQLException;
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

	@ParameterizedTest
	@ValueSource(strings = { "57014", "25P03", "25P04" })
	void aTransactionIsEndedByATimeOut(String code) {
		assertThat(ErrorLadder.endedEarly(new UncategorizedSQLException("COPY", null, server(code)))).isTrue();
	}

	@ParameterizedTest
	@CsvSource({ "25P03, true", "25P04, true", "57P05, true", "25006, true", "57014, false", "25P02, false" })
	void anOutagePasses(String code, boolean passes) {
		assertThat(ErrorLadder.passes(new UncategorizedSQLException("CALL", null, server(code)))).isEqualTo(passes);
	}

	private static SQLException server(String code) {
		return new PSQLException(new ServerErrorMessage("SFATAL\0C%s\0Mended\0".formatted(code)));
	}

	@Test
	void oneThatCannotBeHadIsNotLost() {
		assertThat(ErrorLadder.endedEarly(new CannotCreateTransactionException("none", this.lost))).isFalse();
		assertThat(ErrorLadder.endedEarly(new CannotGetJdbcConnectionException("none", this.lost))).isFalse();
	}

}

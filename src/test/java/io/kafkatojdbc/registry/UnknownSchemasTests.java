package io.kafkatojdbc.registry;

import java.time.Duration;

import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.record.UnreadableRecordException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatNoException;

/** An id is unknown only after some answers over some seconds, and then for a while. */
class UnknownSchemasTests {

	private static final SchemaId ID = SchemaId.of(7);

	private Duration now = Duration.ofDays(1);

	private final UnknownSchemas unknown = new UnknownSchemas(() -> this.now.toNanos());

	@Test
	void isAskedForAgainBeforeTheRecordIsRejected() {
		assertAskedAgain(Duration.ZERO);
		assertAskedAgain(Duration.ofMillis(250));
		assertAskedAgain(Duration.ofMillis(500));
		assertAskedAgain(Duration.ofSeconds(1));
		assertRejected(Duration.ofSeconds(2));
	}

	@Test
	void timeAloneIsNotEnough() {
		assertAskedAgain(Duration.ZERO);
		assertAskedAgain(Duration.ofMinutes(5));
		assertRejected(Duration.ofMinutes(5));
	}

	@Test
	void isNotAskedForWithEachRecord() {
		timeAloneIsNotEnough();
		this.now = this.now.plusSeconds(29);
		assertThatExceptionOfType(UnreadableRecordException.class).isThrownBy(() -> this.unknown.check(ID))
			.withMessage("the schema registry does not know schema 7")
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(RejectionCode.UNKNOWN_SCHEMA));
		this.now = this.now.plusSeconds(1);
		assertThatNoException().isThrownBy(() -> this.unknown.check(ID));
		assertRejected(Duration.ZERO);
	}

	@Test
	void isForgottenOnceItIsKnown() {
		timeAloneIsNotEnough();
		this.unknown.known(ID);
		assertThatNoException().isThrownBy(() -> this.unknown.check(ID));
		assertAskedAgain(Duration.ZERO);
	}

	private void assertAskedAgain(Duration later) {
		this.now = this.now.plus(later);
		assertThatNoException().isThrownBy(() -> this.unknown.check(ID));
		assertThatExceptionOfType(RegistryUnavailableException.class)
			.isThrownBy(() -> this.unknown.after(ID, "schema 7"))
			.withMessageContaining("does not know schema 7, and is asked again");
	}

	private void assertRejected(Duration later) {
		this.now = this.now.plus(later);
		assertThat(this.unknown.after(ID, "schema 7").code()).isEqualTo(RejectionCode.UNKNOWN_SCHEMA);
	}

}

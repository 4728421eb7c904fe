package io.kafkatojdbc.access;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import org.springframework.security.crypto.password.PasswordEncoder;

import static org.assertj.core.api.Assertions.assertThat;

/** A right password is checked slowly once, a wrong one always. */
class RememberedMatchesTests {

	private final List<String> checked = new ArrayList<>();

	private final RememberedMatches encoder = new RememberedMatches(new Slow());

	@Test
	void aRightPasswordIsCheckedOnce() {
		assertThat(this.encoder.matches("right", "right!")).isTrue();
		assertThat(this.encoder.matches("right", "right!")).isTrue();
		assertThat(this.checked).containsExactly("right");
	}

	@Test
	void aWrongPasswordIsAlwaysChecked() {
		this.encoder.matches("right", "right!");
		assertThat(this.encoder.matches("wrong", "right!")).isFalse();
		assertThat(this.encoder.matches("wrong", "right!")).isFalse();
		assertThat(this.checked).containsExactly("right", "wrong", "wrong");
		assertThat(this.encoder.matches("right", "right!")).isTrue();
	}

	@Test
	void whatIsRightForOneIsNotForAnother() {
		this.encoder.matches("right", "right!");
		assertThat(this.encoder.matches("right", "other!")).isFalse();
		assertThat(this.encoder.matches("other", "other!")).isTrue();
		assertThat(this.encoder.matches("other", "right!")).isFalse();
	}

	/** Counts what it is asked. */
	private final class Slow implements PasswordEncoder {

		@Override
		public String encode(@Nullable CharSequence password) {
			return password + "!";
		}

		@Override
		public boolean matches(@Nullable CharSequence password, @Nullable String encoded) {
			RememberedMatchesTests.this.checked.add(String.valueOf(password));
			return encode(password).equals(encoded);
		}

	}

}

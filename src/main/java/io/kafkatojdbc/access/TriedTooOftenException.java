package io.kafkatojdbc.access;

import java.time.Duration;

import org.springframework.security.core.AuthenticationException;

/** Thrown if a password was not checked, because too many are tried at the moment. */
final class TriedTooOftenException extends AuthenticationException {

	private final long retryAfterSeconds;

	private TriedTooOftenException(String reason, long retryAfterSeconds) {
		super(reason);
		this.retryAfterSeconds = retryAfterSeconds;
	}

	static TriedTooOftenException after(Duration wait) {
		return new TriedTooOftenException("Too many wrong passwords came from this address.",
				wait.plusNanos(999_999_999).toSeconds());
	}

	static TriedTooOftenException crowded() {
		return new TriedTooOftenException("Too many passwords are being checked.", 1);
	}

	/** Returns after how many seconds to try again. */
	long retryAfterSeconds() {
		return this.retryAfterSeconds;
	}

}

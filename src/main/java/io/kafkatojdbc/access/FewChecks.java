package io.kafkatojdbc.access;

import java.util.concurrent.Semaphore;

import org.jspecify.annotations.Nullable;

import org.springframework.security.crypto.password.PasswordEncoder;

/**
 * Checks at most two passwords at a time, because a check keeps a processor busy, on
 * purpose. Some more calls wait for their turn, and others are refused, so that waiting
 * calls do not take all threads of the web server.
 */
final class FewChecks implements PasswordEncoder {

	static final int AT_ONCE = 2;

	static final int WAITING = 20;

	private final PasswordEncoder encoder;

	private final Semaphore turns = new Semaphore(AT_ONCE, true);

	FewChecks(PasswordEncoder encoder) {
		this.encoder = encoder;
	}

	@Override
	public @Nullable String encode(@Nullable CharSequence password) {
		return this.encoder.encode(password);
	}

	@Override
	public boolean matches(@Nullable CharSequence password, @Nullable String encoded) {
		if (waiting() >= WAITING) {
			throw TriedTooOftenException.crowded();
		}
		this.turns.acquireUninterruptibly();
		try {
			return this.encoder.matches(password, encoded);
		}
		finally {
			this.turns.release();
		}
	}

	/** Returns the number of calls that wait for their turn. */
	int waiting() {
		return this.turns.getQueueLength();
	}

}

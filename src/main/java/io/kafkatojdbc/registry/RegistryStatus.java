package io.kafkatojdbc.registry;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

import org.jspecify.annotations.Nullable;

/** Whether the registry answered when it was last asked. */
class RegistryStatus {

	/**
	 * A consumer that needs the registry asks again every few seconds. After this time
	 * without a question, nobody needs it.
	 */
	private static final Duration VALID = Duration.ofMinutes(1);

	private final LongSupplier nanoTime;

	private volatile @Nullable Failure failure;

	RegistryStatus(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
	}

	void answered() {
		this.failure = null;
	}

	void failed(RegistryUnavailableException ex) {
		this.failure = new Failure(String.valueOf(ex.getMessage()), this.nanoTime.getAsLong());
	}

	/** Returns why the registry cannot answer, or empty if it can or is not needed. */
	Optional<String> problem() {
		return Optional.ofNullable(this.failure)
			.filter((last) -> this.nanoTime.getAsLong() - last.at() < VALID.toNanos())
			.map(Failure::reason);
	}

	/** A question without an answer. */
	private record Failure(String reason, long at) {
	}

}

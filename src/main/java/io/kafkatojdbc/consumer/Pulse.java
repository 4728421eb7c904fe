package io.kafkatojdbc.consumer;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;

import io.kafkatojdbc.database.Reason;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.jspecify.annotations.Nullable;

/**
 * The signs of life of one consumer: what its own thread does, and whether its group
 * hears from it. Any thread may read them.
 */
class Pulse {

	/** Far more than usual: reading the ledger or staging a poll takes milliseconds. */
	private static final Duration BUSY_LIMIT = Duration.ofSeconds(30);

	private static final long NEVER = Long.MIN_VALUE;

	private final Membership membership;

	private final Duration maxPollInterval;

	private final LongSupplier nanoTime;

	private final long bornAt;

	private volatile long polledAt = NEVER;

	private volatile long busySince = NEVER;

	private volatile @Nullable Integer lastPollRecords;

	private volatile @Nullable String failure;

	private volatile @Nullable String fatal;

	Pulse(Membership membership, Duration maxPollInterval, LongSupplier nanoTime) {
		this.membership = membership;
		this.maxPollInterval = maxPollInterval;
		this.nanoTime = nanoTime;
		this.bornAt = nanoTime.getAsLong();
	}

	static Pulse of(ConsumerConfig config, Map<MetricName, ? extends Metric> metrics) {
		return new Pulse(Membership.of(config, metrics),
				Duration.ofMillis(config.getInt(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG)), System::nanoTime);
	}

	/** Takes over the reason of death from the consumer that this consumer replaces. */
	Pulse after(@Nullable Pulse dead) {
		this.fatal = (dead != null) ? dead.fatal : null;
		return this;
	}

	void polled() {
		this.polledAt = this.nanoTime.getAsLong();
		this.failure = null;
		this.fatal = null;
	}

	/** Notes how many records a poll returned. An empty poll changes nothing. */
	void received(int records) {
		this.lastPollRecords = (records > 0) ? Integer.valueOf(records) : this.lastPollRecords;
	}

	/** Notes that the consumer now asks the database or stages. */
	void busy() {
		this.busySince = this.nanoTime.getAsLong();
	}

	void idle() {
		this.busySince = NEVER;
	}

	void pollFailed(Throwable cause) {
		this.failure = Reason.of(cause);
	}

	/** Notes that the consumer has died and will be replaced, and returns why it died. */
	String died() {
		String reason = Objects.requireNonNullElse(this.failure, "its listener container has stopped");
		this.fatal = "it died, and is made anew: " + reason;
		return reason;
	}

	/** Returns whether the group has heard from the consumer within its time-out. */
	boolean isMember() {
		return this.membership.isMember();
	}

	/** Returns how long ago the consumer polled, or empty if it has not polled yet. */
	Optional<Duration> sincePoll() {
		long polled = this.polledAt;
		return (polled != NEVER) ? Optional.of(since(polled)) : Optional.empty();
	}

	/** Returns the number of records in the last poll that was not empty. */
	Optional<Integer> lastPollRecords() {
		return Optional.ofNullable(this.lastPollRecords);
	}

	Duration age() {
		return since(this.bornAt);
	}

	/** Returns what is wrong with the consumer, or empty if nothing is wrong. */
	Optional<String> complaint(boolean ownsPartitions) {
		return Optional.ofNullable(this.fatal)
			.or(this::stuck)
			.or(() -> ownsPartitions ? noPoll() : Optional.empty())
			.or(() -> this.membership.complaint(this::age));
	}

	private Optional<String> stuck() {
		long began = this.busySince;
		return (began != NEVER && since(began).compareTo(BUSY_LIMIT) > 0)
				? Optional.of("it has been staging a poll, or reading the ledger, for %d s: "
					.formatted(since(began).toSeconds()) + "the database, or the schema registry, may not answer")
				: Optional.empty();
	}

	private Optional<String> noPoll() {
		Duration age = sincePoll().orElseGet(this::age);
		return (age.compareTo(this.maxPollInterval.dividedBy(2)) > 0) ? Optional
			.of("it owns partitions but has not polled for %d s; after %d s ('max.poll.interval.ms') they go to others"
				.formatted(age.toSeconds(), this.maxPollInterval.toSeconds())) : Optional.empty();
	}

	private Duration since(long moment) {
		return Duration.ofNanos(this.nanoTime.getAsLong() - moment);
	}

}

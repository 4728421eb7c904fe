package io.kafkatojdbc.consumer;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.kafkatojdbc.ledger.LogCuts;
import io.kafkatojdbc.ledger.OffsetLedger;
import io.kafkatojdbc.staging.Stager;
import io.kafkatojdbc.topic.TopicWatch;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.core.MicrometerConsumerListener;

/**
 * One run of a named consumer, from the start of its listener container to its end. The
 * listener and the reports about the consumer use the run to reach the Kafka consumer
 * that the container opens.
 */
class ConsumerRun {

	private final Stager stager;

	private final OffsetLedger ledger;

	private final LogCuts cuts;

	private final TopicWatch topic;

	private final MicrometerConsumerListener<byte[], byte[]> meters;

	private volatile @Nullable LedgerConsumer consumer;

	/**
	 * Kept after the Kafka consumer is closed, so that the reason of its death can still
	 * be shown.
	 */
	private volatile @Nullable Pulse pulse;

	private volatile boolean closed;

	ConsumerRun(Stager stager, OffsetLedger ledger, LogCuts cuts, TopicWatch topic,
			MicrometerConsumerListener<byte[], byte[]> meters) {
		this.stager = stager;
		this.ledger = ledger;
		this.cuts = cuts;
		this.topic = topic;
		this.meters = meters;
	}

	/**
	 * Replaces an earlier run. The pulse of the earlier run is shown until this run has
	 * its own.
	 */
	ConsumerRun after(@Nullable ConsumerRun before) {
		this.pulse = (before != null) ? before.pulse : null;
		return this;
	}

	/** Opens the Kafka consumer. Must be called only once. */
	LedgerConsumer open(Map<String, Object> config, String meterId) {
		LedgerConsumer opened = new LedgerConsumer(config, this.stager, this.ledger, this.cuts, this.topic);
		this.pulse = opened.pulse().after(this.pulse);
		this.consumer = opened;
		this.meters.consumerAdded(meterId, opened);
		opened.onClose(() -> {
			this.closed = true;
			this.meters.consumerRemoved(meterId, opened);
		});
		return opened;
	}

	/** Returns the Kafka consumer. It exists by the time its listener is called. */
	LedgerConsumer consumer() {
		return Objects.requireNonNull(this.consumer, "the listener is called before its consumer polls");
	}

	/** Returns the positions of the consumer, or empty if the consumer is not open. */
	Optional<Positioning> positioning() {
		return Optional.ofNullable(this.consumer).filter((opened) -> !this.closed).map(LedgerConsumer::positioning);
	}

	/**
	 * Returns the signs of life of the consumer, or those of the previous run until this
	 * run has its own.
	 */
	Optional<Pulse> pulse() {
		return Optional.ofNullable(this.pulse);
	}

}

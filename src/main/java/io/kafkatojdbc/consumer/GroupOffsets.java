package io.kafkatojdbc.consumer;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Commits the ledger's offsets to Kafka for the consumer group. Two readers need the
 * committed offsets: lag tools, and a new pipeline that starts where the group was. A
 * commit once a second is therefore enough, instead of a commit with each poll. Offsets
 * are also committed while no record arrives, because an earlier commit may have failed,
 * for example in a rebalance. Only the consumer's own thread uses this class.
 */
class GroupOffsets {

	private static final Logger log = LoggerFactory.getLogger(GroupOffsets.class);

	private static final Duration COMPARE_EVERY = Duration.ofSeconds(1);

	private final String consumer;

	private final Commit commit;

	private final LongSupplier nanoTime;

	private final Map<TopicPartition, Long> committed = new HashMap<>();

	/** Whether a commit is under way. */
	private boolean waiting;

	private long comparedAt;

	GroupOffsets(String consumer, Commit commit, LongSupplier nanoTime) {
		this.consumer = consumer;
		this.commit = commit;
		this.nanoTime = nanoTime;
		this.comparedAt = nanoTime.getAsLong();
	}

	/**
	 * Commits the owned offsets that are not committed yet, at most once a second. A new
	 * commit waits for the answer to the last commit, so that commits do not pile up
	 * while no broker answers.
	 */
	void follow(Supplier<Map<TopicPartition, Long>> ledger) {
		long now = this.nanoTime.getAsLong();
		if (this.waiting || now - this.comparedAt < COMPARE_EVERY.toNanos()) {
			return;
		}
		this.comparedAt = now;
		Map<TopicPartition, Long> owned = ledger.get();
		this.committed.keySet().retainAll(owned.keySet());
		commitRest(owned);
	}

	/**
	 * Commits the remaining offsets of partitions that the consumer is about to give up.
	 */
	void giveUp(Map<TopicPartition, Long> ledger) {
		try {
			commitRest(ledger);
		}
		catch (KafkaException ex) {
			failed(ex);
		}
	}

	private void commitRest(Map<TopicPartition, Long> ledger) {
		Map<TopicPartition, OffsetAndMetadata> rest = new HashMap<>();
		ledger.forEach((partition, offset) -> {
			if (!offset.equals(this.committed.get(partition))) {
				rest.put(partition, new OffsetAndMetadata(offset));
			}
		});
		if (!rest.isEmpty()) {
			commit(rest);
		}
	}

	private void commit(Map<TopicPartition, OffsetAndMetadata> offsets) {
		this.waiting = true;
		try {
			this.commit.async(offsets, this::answered);
		}
		catch (KafkaException ex) {
			// Kafka may never call back after this failure.
			this.waiting = false;
			throw ex;
		}
	}

	private void answered(Map<TopicPartition, OffsetAndMetadata> tried, @Nullable Exception ex) {
		this.waiting = false;
		if (ex != null) {
			failed(ex);
			return;
		}
		tried.forEach((partition, offset) -> this.committed.put(partition, offset.offset()));
	}

	private void failed(Exception ex) {
		log.debug("Consumer {} could not commit to Kafka", this.consumer, ex);
	}

	/** Commits offsets without waiting for the answer. */
	interface Commit {

		void async(Map<TopicPartition, OffsetAndMetadata> offsets, OffsetCommitCallback callback);

	}

}

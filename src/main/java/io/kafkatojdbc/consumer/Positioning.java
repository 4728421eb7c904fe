package io.kafkatojdbc.consumer;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import io.kafkatojdbc.ledger.StaleOffsetException;
import io.kafkatojdbc.staging.Poll;
import io.kafkatojdbc.staging.Stager;
import io.kafkatojdbc.topic.LogRange;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one consumer at the ledger's offsets. Every problem with a partition is handled
 * by the same rule: hold the partition back, read the ledger, seek to the ledger's
 * offset. Only the consumer's own thread uses this class, except {@link #offsets()} and
 * {@link #problem()}, which any thread may call.
 */
class Positioning {

	private static final Logger log = LoggerFactory.getLogger(Positioning.class);

	/** After a database crash the ledger may be further back, and no poll notices it. */
	private static final Duration COMPARE_EVERY = Duration.ofSeconds(1);

	private final String consumer;

	private final Stager stager;

	private final PartitionReader reader;

	private final LedgerSeeker seeks;

	private final Assignment assignment = new Assignment();

	/** The partitions with polled records that are neither staged nor dropped yet. */
	private final Set<TopicPartition> unsettled = new HashSet<>();

	/** The partitions whose records could not be staged, and have not been since. */
	private final Set<TopicPartition> failing = new HashSet<>();

	private final Retries retries;

	private long compareAt = System.nanoTime();

	Positioning(String consumer, Stager stager, PartitionReader reader, LedgerSeeker seeks) {
		this.consumer = consumer;
		this.stager = stager;
		this.reader = reader;
		this.seeks = seeks;
		this.retries = new Retries(consumer);
	}

	/** Returns the next offset of each positioned partition, for any thread. */
	Map<Integer, Long> offsets() {
		return this.assignment.offsets();
	}

	/** Returns the next offset of each given partition that is positioned. */
	Map<TopicPartition, Long> positions(Collection<TopicPartition> partitions) {
		Map<TopicPartition, Long> positions = new HashMap<>(this.assignment.positioned());
		positions.keySet().retainAll(partitions);
		return positions;
	}

	/** Returns why partitions are held back, for any thread. */
	@Nullable String problem() {
		return this.retries.problem();
	}

	boolean isPositioned(TopicPartition partition) {
		return this.assignment.isPositioned(partition);
	}

	void assigned(Collection<TopicPartition> partitions) {
		this.assignment.hold(partitions);
		// Without a position Kafka would look for one. Any position will do, because the
		// partition stays paused until the ledger is read.
		partitions.forEach((partition) -> this.reader.seek(partition, 0));
		this.reader.pause(partitions);
	}

	void revoked(Collection<TopicPartition> partitions) {
		this.assignment.forget(partitions);
		this.unsettled.removeAll(partitions);
		recovered(partitions);
	}

	/**
	 * Positions partitions that are held back, if a retry is due. Call before each poll.
	 */
	void beforePoll() {
		dropWhatMayNotBeStaged();
		long now = System.nanoTime();
		if (this.retries.isDue() && (!this.assignment.held().isEmpty() || now - this.compareAt >= 0)) {
			this.compareAt = now + COMPARE_EVERY.toNanos();
			try {
				compare();
				skipGaps();
				position();
				this.retries.positioned();
			}
			catch (WakeupException | InterruptException ex) {
				throw ex;
			}
			catch (InvalidOffsetException ex) {
				outOfRange(ex);
			}
			catch (RuntimeException ex) {
				this.retries.positioningFailed(ex);
			}
		}
		this.reader.pause(this.assignment.held());
	}

	private void dropWhatMayNotBeStaged() {
		if (!this.unsettled.isEmpty()) {
			failed(Set.copyOf(this.unsettled), new IllegalStateException("A poll was returned but never staged"));
		}
		if (!this.seeks.mayRead()) {
			this.assignment.hold(this.assignment.positioned().keySet());
		}
	}

	void polled(ConsumerRecords<byte[], byte[]> records) {
		this.unsettled.addAll(records.partitions());
		this.retries.polled();
	}

	void pollFailed(RuntimeException ex) {
		this.retries.pollFailed(ex);
	}

	/** Holds back partitions whose position is no longer in the topic. */
	void outOfRange(InvalidOffsetException ex) {
		this.assignment.hold(ex.partitions());
	}

	Poll poll(ConsumerRecords<byte[], byte[]> records) {
		this.seeks.requireThatMayRead();
		Poll poll = new Poll();
		records.nextOffsets().forEach((partition, next) -> {
			Long from = this.assignment.offset(partition);
			if (from == null) {
				throw new IllegalStateException("%s was polled before it was positioned".formatted(partition));
			}
			poll.add(partition.partition(), from, next.offset(), records.records(partition));
		});
		return poll;
	}

	void staged(Map<TopicPartition, OffsetAndMetadata> next) {
		Map<TopicPartition, Long> offsets = new HashMap<>();
		next.forEach((partition, offset) -> offsets.put(partition, offset.offset()));
		this.assignment.position(offsets);
		this.unsettled.clear();
		recovered(next.keySet());
	}

	/** Drops a poll: another consumer staged its records, or the ledger went back. */
	void stale(Set<TopicPartition> partitions, StaleOffsetException ex) {
		log.info("Consumer {} reads its partitions anew: {}", this.consumer, ex.getMessage());
		this.assignment.hold(partitions);
		this.unsettled.removeAll(partitions);
	}

	/**
	 * Drops a poll that could not be staged. Its partitions are positioned again later.
	 */
	void failed(Set<TopicPartition> partitions, RuntimeException ex) {
		this.assignment.hold(partitions);
		this.unsettled.removeAll(partitions);
		this.failing.addAll(partitions);
		this.retries.stagingFailed(ex);
	}

	private void recovered(Collection<TopicPartition> partitions) {
		this.failing.removeAll(partitions);
		if (this.failing.isEmpty()) {
			this.retries.staged();
		}
	}

	private void compare() {
		Map<TopicPartition, Long> expected = this.assignment.positioned();
		if (expected.isEmpty()) {
			return;
		}
		Map<Integer, Long> next = this.seeks.next(expected.keySet());
		expected.forEach((partition, offset) -> {
			if (!offset.equals(next.get(partition.partition()))) {
				log.warn("Consumer {} reads {} anew: the ledger is at {} instead of {}", this.consumer, partition,
						next.get(partition.partition()), offset);
				this.assignment.hold(Set.of(partition));
			}
		});
	}

	/** Advances the ledger over transaction markers, because no poll returns them. */
	private void skipGaps() {
		Poll gaps = new Poll();
		Map<TopicPartition, Long> after = new HashMap<>();
		this.assignment.positioned().forEach((partition, offset) -> {
			long position = this.reader.position(partition);
			if (position > offset) {
				gaps.addGap(partition.partition(), offset, position);
				after.put(partition, position);
			}
		});
		if (!after.isEmpty()) {
			this.stager.stage(gaps);
			this.assignment.position(after);
		}
	}

	private void position() {
		Set<TopicPartition> partitions = this.assignment.held();
		if (!partitions.isEmpty()) {
			this.seeks.seek(partitions, this::arrived);
		}
	}

	private void arrived(TopicPartition partition, long offset, LogRange range) {
		this.assignment.position(Map.of(partition, offset));
		this.reader.resume(partition);
		if (offset == range.end()) {
			// The staging seemed to fail but succeeded, and no later poll will show
			// this.
			recovered(Set.of(partition));
		}
	}

}

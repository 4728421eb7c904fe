package io.kafkatojdbc.consumer;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import io.kafkatojdbc.ledger.SealPendingException;
import io.kafkatojdbc.staging.Stager;
import io.kafkatojdbc.topic.LogRange;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * Keeps one consumer at the ledger's offsets. Every problem with a partition is handled
 * by the same rule: hold the partition back, read the ledger, seek to the ledger's
 * offset. Only the consumer's own thread uses this class, except {@link #offsets()} and
 * {@link #problem()}, which any thread may call.
 */
class Positioning {

	/** After a database crash the ledger may be further back, and no poll notices it. */
	private static final Duration COMPARE_EVERY = Duration.ofSeconds(1);

	private static final String HELD = "too many records in a row were rejected: see GET /api/rejected/in-a-row";

	private final Stager stager;

	private final PartitionReader reader;

	private final LedgerSeeker seeks;

	private final Assignment assignment = new Assignment();

	private final Retries retries;

	private final PolledRecords records;

	private final PositionChecks checks;

	private long compareAt = System.nanoTime();

	/**
	 * The partitions that are held back because they wait for older partitions. The next
	 * comparison asks for them again.
	 */
	private Set<TopicPartition> waiting = Set.of();

	Positioning(String consumer, Stager stager, PartitionReader reader, LedgerSeeker seeks) {
		this.stager = stager;
		this.reader = reader;
		this.seeks = seeks;
		this.retries = new Retries(consumer);
		this.records = new PolledRecords(consumer, this.assignment, this.retries, seeks);
		this.checks = new PositionChecks(consumer, this.assignment, stager, reader, seeks);
	}

	/** Returns the records that were polled and must be staged or dropped. */
	PolledRecords records() {
		return this.records;
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
		partitions.forEach((partition) -> this.reader.seek(partition, new OffsetAndMetadata(0)));
		this.reader.pause(partitions);
	}

	void revoked(Collection<TopicPartition> partitions) {
		this.assignment.forget(partitions);
		this.seeks.forget(partitions);
		this.records.revoked(partitions);
	}

	/**
	 * Positions partitions that are held back, if a retry is due. Call before each poll.
	 */
	void beforePoll() {
		dropWhatMayNotBeStaged();
		long now = System.nanoTime();
		if (this.retries.isDue() && (!this.waiting.containsAll(this.assignment.held()) || now - this.compareAt >= 0)) {
			this.compareAt = now + COMPARE_EVERY.toNanos();
			positionAll();
		}
		this.reader.pause(this.assignment.held());
	}

	private void dropWhatMayNotBeStaged() {
		this.records.dropUnsettled();
		if (!this.seeks.mayRead() || this.stager.isHolding()) {
			holdAll();
		}
	}

	private void positionAll() {
		this.waiting = Set.of();
		if (this.stager.isHolding()) {
			this.retries.held(HELD);
			return;
		}
		try {
			this.checks.compare();
			this.checks.skipGaps();
			position();
			this.waiting = this.assignment.held();
			this.retries.positioned();
		}
		catch (WakeupException | InterruptException ex) {
			throw ex;
		}
		catch (InvalidOffsetException ex) {
			// The log ends before a position, or has changed before it.
			this.assignment.hold(ex.partitions());
		}
		catch (SealPendingException ex) {
			this.retries.postponed();
		}
		catch (RuntimeException ex) {
			this.retries.positioningFailed(ex);
		}
	}

	void pollFailed(RuntimeException ex) {
		holdAll();
		this.retries.pollFailed(ex);
	}

	/**
	 * Holds back all partitions after a poll that threw. Kafka may have moved positions
	 * over records that the poll did not return, and these positions must not be taken
	 * for markers of transactions.
	 */
	void holdAll() {
		this.assignment.hold(this.assignment.positioned().keySet());
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
			this.records.recovered(Set.of(partition));
		}
	}

}

package io.kafkatojdbc.consumer;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.kafkatojdbc.ledger.OffsetLedger;
import io.kafkatojdbc.staging.Poll;
import io.kafkatojdbc.staging.Stager;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one consumer where the ledger is. Each of its partitions is either positioned:
 * read from the offset that this consumer last read from, or wrote to, the ledger; or it
 * is held back until it is. There is one rule of recovery for whatever goes wrong: hold
 * the partition back, read the ledger, seek there.
 * <p>
 * Used by the consumer's own thread only, but for {@link #offsets()} and
 * {@link #problem()}.
 */
class Positioning {

	private static final Logger log = LoggerFactory.getLogger(Positioning.class);

	/** A crash of the database may take the ledger back, with no poll to notice it. */
	private static final Duration COMPARE_EVERY = Duration.ofSeconds(1);

	private final String consumer;

	private final OffsetLedger ledger;

	private final Stager stager;

	private final PartitionReader reader;

	private final Map<TopicPartition, Long> positioned = new HashMap<>();

	private final Set<TopicPartition> held = new HashSet<>();

	private final Set<TopicPartition> unsettled = new HashSet<>();

	private final Retries retries;

	private long compareAt = System.nanoTime();

	private volatile Map<Integer, Long> offsets = Map.of();

	Positioning(String consumer, OffsetLedger ledger, Stager stager, PartitionReader reader) {
		this.consumer = consumer;
		this.ledger = ledger;
		this.stager = stager;
		this.reader = reader;
		this.retries = new Retries(consumer);
	}

	/** Tells the next offset of each positioned partition, from any thread. */
	Map<Integer, Long> offsets() {
		return this.offsets;
	}

	/** Tells why partitions are held back, from any thread. */
	@Nullable String problem() {
		return this.retries.problem();
	}

	boolean isPositioned(TopicPartition partition) {
		return this.positioned.containsKey(partition);
	}

	void assigned(Collection<TopicPartition> partitions) {
		partitions.forEach(this::hold);
		this.reader.pause(this.held);
		publish();
	}

	void revoked(Collection<TopicPartition> partitions) {
		this.positioned.keySet().removeAll(partitions);
		this.held.removeAll(partitions);
		this.unsettled.removeAll(partitions);
		publish();
	}

	/**
	 * Positions what is held back, if it is time to try. To be called before each poll.
	 */
	void beforePoll() {
		if (!this.unsettled.isEmpty()) {
			failed(Set.copyOf(this.unsettled), new IllegalStateException("A poll was returned but never staged"));
		}
		long now = System.nanoTime();
		if (this.retries.isDue(now) && (!this.held.isEmpty() || now - this.compareAt >= 0)) {
			this.compareAt = now + COMPARE_EVERY.toNanos();
			try {
				compare();
				position();
				this.retries.positioned();
			}
			catch (WakeupException | InterruptException ex) {
				throw ex;
			}
			catch (RuntimeException ex) {
				this.retries.positioningFailed(ex);
			}
		}
		this.reader.pause(this.held);
	}

	void polled(ConsumerRecords<byte[], byte[]> records) {
		this.unsettled.addAll(records.partitions());
	}

	Poll poll(ConsumerRecords<byte[], byte[]> records) {
		Poll poll = new Poll();
		records.nextOffsets().forEach((partition, next) -> {
			Long from = this.positioned.get(partition);
			if (from == null) {
				throw new IllegalStateException("%s was polled before it was positioned".formatted(partition));
			}
			poll.add(partition.partition(), from, next.offset(), records.records(partition));
		});
		return poll;
	}

	void staged(ConsumerRecords<byte[], byte[]> records) {
		records.nextOffsets().forEach((partition, next) -> this.positioned.put(partition, next.offset()));
		this.unsettled.clear();
		this.retries.staged();
		publish();
	}

	/** Drops what was polled: the partitions are positioned anew after a while. */
	void failed(Set<TopicPartition> partitions, RuntimeException ex) {
		partitions.forEach(this::hold);
		this.unsettled.removeAll(partitions);
		this.retries.stagingFailed(ex);
		publish();
	}

	private void hold(TopicPartition partition) {
		this.positioned.remove(partition);
		this.held.add(partition);
	}

	private void compare() {
		if (this.positioned.isEmpty()) {
			return;
		}
		Map<Integer, Long> next = this.ledger.read(numbers(this.positioned.keySet()));
		Map<TopicPartition, Long> expected = Map.copyOf(this.positioned);
		expected.forEach((partition, offset) -> {
			if (!offset.equals(next.get(partition.partition()))) {
				log.warn("Consumer {} reads {} anew: the ledger is at {} instead of {}", this.consumer, partition,
						next.get(partition.partition()), offset);
				hold(partition);
			}
		});
		skipGaps();
	}

	/** Advances the ledger over markers of transactions, which no poll returns. */
	private void skipGaps() {
		Poll gaps = new Poll();
		Map<TopicPartition, Long> after = new HashMap<>();
		this.positioned.forEach((partition, offset) -> {
			long position = this.reader.position(partition);
			if (position > offset) {
				gaps.addGap(partition.partition(), offset, position);
				after.put(partition, position);
			}
		});
		if (!after.isEmpty()) {
			this.stager.stage(gaps);
			this.positioned.putAll(after);
		}
	}

	private void position() {
		if (this.held.isEmpty()) {
			return;
		}
		Set<TopicPartition> partitions = Set.copyOf(this.held);
		Map<Integer, Long> next = this.ledger.read(numbers(partitions));
		Map<TopicPartition, Long> begin = this.reader.beginOffsets(partitions);
		Map<TopicPartition, Long> end = this.reader.endOffsets(partitions);
		List<String> problems = new ArrayList<>();
		for (TopicPartition partition : partitions) {
			long first = begin.getOrDefault(partition, 0L);
			long last = end.getOrDefault(partition, Long.MAX_VALUE);
			Long offset = next.get(partition.partition());
			if (offset == null) {
				this.ledger.add(partition.partition(), first);
			}
			else if (offset < first || offset > last) {
				problems.add(outOfRange(partition, offset, first, last));
			}
			else {
				seek(partition, offset);
			}
		}
		publish();
		if (!problems.isEmpty()) {
			throw new IllegalStateException(String.join("; ", problems));
		}
	}

	private void seek(TopicPartition partition, long offset) {
		this.reader.seek(partition, offset);
		this.held.remove(partition);
		this.positioned.put(partition, offset);
		this.reader.resume(partition);
		log.debug("Consumer {} reads {} from {}", this.consumer, partition, offset);
	}

	private static String outOfRange(TopicPartition partition, long offset, long begin, long end) {
		return (offset < begin)
				? "%s begins at offset %d, but %d is the next one to stage: offsets %d to %d are gone from the topic"
					.formatted(partition, begin, offset, offset, begin - 1)
				: "%s ends at offset %d, but %d is the next one to stage: the topic lost records, or was made anew"
					.formatted(partition, end, offset);
	}

	private static Set<Integer> numbers(Collection<TopicPartition> partitions) {
		return partitions.stream().map(TopicPartition::partition).collect(Collectors.toSet());
	}

	private void publish() {
		Map<Integer, Long> current = new TreeMap<>();
		this.positioned.forEach((partition, offset) -> current.put(partition.partition(), offset));
		this.offsets = current;
	}

}

package io.kafkatojdbc.consumer;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

import io.kafkatojdbc.ledger.LogCut;
import io.kafkatojdbc.ledger.LogCuts;
import io.kafkatojdbc.ledger.LogMark;
import io.kafkatojdbc.topic.LogRange;
import io.kafkatojdbc.topic.TopicWatch;
import org.apache.kafka.clients.consumer.LogTruncationException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Moves partitions to the ledger's offsets, if their logs are still the ones from which
 * the records before these offsets were staged. A log that has lost such records is noted
 * in the ledger, because nobody can see the loss any more once other records have taken
 * the offsets.
 */
class LogContinuity {

	private final TopicWatch topic;

	private final LogCuts ledger;

	private final PartitionReader reader;

	private final SuspectedCuts suspected;

	LogContinuity(TopicWatch topic, LogCuts ledger, PartitionReader reader, LongSupplier nanoTime) {
		this.topic = topic;
		this.ledger = ledger;
		this.reader = reader;
		this.suspected = new SuspectedCuts(nanoTime);
	}

	/**
	 * Moves partitions to offsets.
	 * @param next the ledger's next offset of each partition
	 * @param ranges where each partition begins and ends; no partition begins after its
	 * next offset
	 * @return the partitions that were not moved, with the reasons
	 */
	Map<TopicPartition, String> seek(Map<TopicPartition, Long> next, Map<TopicPartition, LogRange> ranges) {
		Set<Integer> numbers = next.keySet().stream().map(TopicPartition::partition).collect(Collectors.toSet());
		Map<Integer, LogMark> marks = this.ledger.marks(numbers);
		Map<Integer, Integer> epochs = epochs(marks.values());
		Set<TopicPartition> cut = new HashSet<>();
		Map<TopicPartition, String> held = new HashMap<>();
		next.forEach((partition, offset) -> {
			LogMark mark = marks.get(partition.partition());
			LogRange range = Objects.requireNonNull(ranges.get(partition));
			Optional<Long> lost = lostFrom(offset, range, mark, epochs.get(partition.partition()));
			if (mark != null && mark.cut() != null) {
				cut.add(partition);
			}
			else if (lost.isEmpty()) {
				this.suspected.forget(Set.of(partition));
				seek(partition, offset, range, mark);
			}
			else if (isCertain(partition, mark)) {
				noteCut(partition, lost.get());
				cut.add(partition);
			}
			else {
				held.put(partition, suspect(partition, lost.get()));
			}
		});
		next.keySet().forEach((partition) -> awaitValidation(partition, ranges, cut));
		held.putAll(objections(cut, numbers, ranges));
		return held;
	}

	/** Forgets what it has seen of partitions that the consumer no longer owns. */
	void forget(Collection<TopicPartition> partitions) {
		this.suspected.forget(partitions);
	}

	/** Returns from which offset on staged records are lost, as the broker says now. */
	private static Optional<Long> lostFrom(long offset, LogRange range, @Nullable LogMark mark,
			@Nullable Integer epoch) {
		if (offset > range.end()) {
			return Optional.of(range.end());
		}
		return (mark != null && offset > range.begin() && wentBack(mark, epoch)) ? Optional.of(range.begin())
				: Optional.empty();
	}

	/**
	 * Returns whether the broker's answer is final. Without the epoch of the last record,
	 * nobody could see the loss any more once the partition is longer again.
	 */
	private boolean isCertain(TopicPartition partition, @Nullable LogMark mark) {
		return mark == null || mark.leaderEpoch() == null || this.suspected.confirm(partition);
	}

	private Map<Integer, Integer> epochs(Collection<LogMark> marks) {
		boolean unknown = marks.stream().allMatch((mark) -> mark.leaderEpoch() == null);
		return unknown ? Map.of() : this.topic.leaderEpochs();
	}

	/**
	 * Returns whether the last record was written in an epoch that is still to come. The
	 * whole cluster is an earlier copy then. Kafka's client would wait for that epoch for
	 * ever.
	 */
	private static boolean wentBack(LogMark mark, @Nullable Integer current) {
		Integer staged = mark.leaderEpoch();
		return staged != null && current != null && current < staged;
	}

	/**
	 * Begins after the last record and not at the ledger's offset, so that records would
	 * be noticed that have taken the place of transaction markers.
	 */
	private void seek(TopicPartition partition, long offset, LogRange range, @Nullable LogMark mark) {
		if (mark != null && mark.nextOffset() == offset && mark.leaderEpoch() != null
				&& mark.epochOffset() >= range.begin()) {
			this.reader.seek(partition, new OffsetAndMetadata(mark.epochOffset(), Optional.of(mark.leaderEpoch()), ""));
		}
		else {
			this.reader.seek(partition, new OffsetAndMetadata(offset));
		}
	}

	/**
	 * Waits until the broker has confirmed that the record before a partition's position
	 * is still the one that was staged. A broker without epochs is not asked.
	 */
	private void awaitValidation(TopicPartition partition, Map<TopicPartition, LogRange> ranges,
			Set<TopicPartition> cut) {
		while (!cut.contains(partition)) {
			try {
				this.reader.position(partition);
				return;
			}
			catch (LogTruncationException ex) {
				truncated(ex, ranges).forEach((truncated, from) -> {
					noteCut(truncated, from);
					cut.add(truncated);
				});
			}
		}
	}

	/** Returns from where on each partition has lost its records. */
	private static Map<TopicPartition, Long> truncated(LogTruncationException ex,
			Map<TopicPartition, LogRange> ranges) {
		Map<TopicPartition, Long> truncated = new HashMap<>();
		ex.partitions().forEach((partition) -> {
			OffsetAndMetadata divergent = ex.divergentOffsets().get(partition);
			LogRange range = ranges.get(partition);
			if (range == null) {
				// A partition that is being read must be held back first.
				throw ex;
			}
			truncated.put(partition, (divergent != null) ? divergent.offset() : range.begin());
		});
		return truncated;
	}

	private void noteCut(TopicPartition partition, long from) {
		// A topic that was just recreated has lost all its records, and that is another
		// matter.
		this.topic.requireKnown();
		this.ledger.add(partition.partition(), from);
		hold(partition);
	}

	private String suspect(TopicPartition partition, long from) {
		hold(partition);
		return "%s seems to have lost records that are staged, from offset %d on; it is looked at again"
			.formatted(partition, from);
	}

	private void hold(TopicPartition partition) {
		// Any position without an epoch will do, because the partition stays paused.
		this.reader.seek(partition, new OffsetAndMetadata(0));
	}

	/**
	 * Notes that a partition has a record before the ledger's offset where transaction
	 * markers were.
	 */
	void recordBefore(TopicPartition partition, long offset) {
		this.topic.requireKnown();
		this.ledger.add(partition.partition(), offset);
	}

	private Map<TopicPartition, String> objections(Collection<TopicPartition> cut, Set<Integer> numbers,
			Map<TopicPartition, LogRange> ranges) {
		Map<TopicPartition, String> objections = new HashMap<>();
		if (!cut.isEmpty()) {
			Map<Integer, LogMark> marks = this.ledger.marks(numbers);
			cut.forEach((partition) -> {
				LogMark mark = marks.get(partition.partition());
				LogCut noted = (mark != null) ? mark.cut() : null;
				LogRange range = Objects.requireNonNull(ranges.get(partition));
				objections.put(partition, (noted != null) ? noted.describe(range.begin(), range.end())
						: "The ledger of %s has just changed".formatted(partition));
			});
		}
		return objections;
	}

}

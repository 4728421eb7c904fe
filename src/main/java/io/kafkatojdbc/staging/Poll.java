package io.kafkatojdbc.staging;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import io.kafkatojdbc.ledger.Progress;
import io.kafkatojdbc.ledger.RecordOrder;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The records of one poll, and how far the poll advances each partition. A poll is staged
 * as a whole, or not at all.
 */
public class Poll {

	private final List<Part> parts = new ArrayList<>();

	/**
	 * Adds a partition.
	 * @param partition the topic's partition
	 * @param from the ledger's next offset as this consumer knows it
	 * @param next the offset at which the next poll continues
	 * @param records the partition's records
	 * @throws IllegalArgumentException if the offsets of the records do not ascend, if
	 * one is below {@code from} or not below {@code next}, or if {@code next} is below
	 * {@code from}
	 */
	public void add(int partition, long from, long next, List<ConsumerRecord<byte[], byte[]>> records) {
		requireAdvance(partition, from, next);
		long skipped = 0;
		long expected = from;
		for (ConsumerRecord<byte[], byte[]> each : records) {
			if (each.offset() < expected || each.offset() >= next) {
				throw new IllegalArgumentException(
						"Partition %d was polled with offset %d where one from %d to %d belongs".formatted(partition,
								each.offset(), expected, next - 1));
			}
			skipped += each.offset() - expected;
			expected = each.offset() + 1;
		}
		this.parts.add(new Part(partition, from, next, skipped + next - expected, records, true));
	}

	/**
	 * Adds a partition without records, which has only markers of transactions.
	 * @param partition the topic's partition
	 * @param from the ledger's next offset as this consumer knows it
	 * @param next the offset after the markers
	 * @throws IllegalArgumentException if {@code next} is below {@code from}
	 */
	public void addGap(int partition, long from, long next) {
		requireAdvance(partition, from, next);
		this.parts.add(new Part(partition, from, next, next - from, List.of(), true));
	}

	/** Only an operator can take a partition back. */
	private static void requireAdvance(int partition, long from, long next) {
		if (next < from) {
			throw new IllegalArgumentException(
					"A poll would take partition %d back from offset %d to %d".formatted(partition, from, next));
		}
	}

	/**
	 * Moves a partition to another offset, as an operator has decided. If the offset is
	 * lower, the poll counts a negative number of skipped offsets.
	 * @param partition the topic's partition
	 * @param from the ledger's next offset
	 * @param next the offset at which the operator wants to go on, before or after
	 * {@code from}
	 */
	public void addMove(int partition, long from, long next) {
		this.parts.add(new Part(partition, from, next, next - from, List.of(), false));
	}

	List<Part> parts() {
		return this.parts;
	}

	/** Returns the numbers of the poll's partitions, as in {@code 0,3}. */
	String partitions() {
		return this.parts.stream().map((part) -> String.valueOf(part.partition())).collect(Collectors.joining(","));
	}

	/** Returns the number of records. */
	int size() {
		return this.parts.stream().mapToInt((part) -> part.records().size()).sum();
	}

	/** Returns a poll of the first records, which can be staged by itself. */
	Poll first(int records) {
		return split(records).get(0);
	}

	/**
	 * Splits the poll, so that each half of its records can be staged by itself.
	 * @return the two halves in their order, or an empty list if there are fewer than two
	 * records
	 */
	List<Poll> halves() {
		int half = size() / 2;
		return (half > 0) ? split(half) : List.of();
	}

	private List<Poll> split(int border) {
		int left = border;
		Poll first = new Poll();
		Poll second = new Poll();
		for (Part part : this.parts) {
			int taken = Math.min(left, part.records().size());
			left -= taken;
			if (taken == part.records().size()) {
				first.parts.add(part);
			}
			else if (taken == 0) {
				second.parts.add(part);
			}
			else {
				long middle = part.records().get(taken).offset();
				first.add(part.partition(), part.from(), middle, part.records().subList(0, taken));
				second.add(part.partition(), middle, part.next(), part.records().subList(taken, part.records().size()));
			}
		}
		return List.of(first, second);
	}

	/**
	 * Returns the progress of each partition, given what becomes of the records, and the
	 * orders of the partitions before and after the poll.
	 */
	List<Progress> progress(Staged poll, Map<Integer, Long> before, Map<Integer, Long> after) {
		Map<Integer, Long> rejectedByPartition = poll.rejected()
			.stream()
			.collect(Collectors.groupingBy((each) -> each.kafkaRecord().partition(), Collectors.counting()));
		List<Progress> progress = new ArrayList<>();
		int first = 0;
		for (Part part : this.parts) {
			int end = first + part.records().size();
			long staged = poll.records(first, end);
			long bad = rejectedByPartition.getOrDefault(part.partition(), 0L);
			long skipped = part.skipped() + part.records().size() - staged - bad;
			progress.add(new Progress(part.partition(), part.from(), part.next(), staged, poll.rows(first, end), bad,
					skipped, part.lastTimestamp(), before.getOrDefault(part.partition(), RecordOrder.NONE),
					after.getOrDefault(part.partition(), RecordOrder.NONE), part.epochOffset(), part.leaderEpoch()));
			first = end;
		}
		return progress;
	}

	/**
	 * One partition of a poll.
	 *
	 * @param read whether the consumer has read all offsets of the part
	 */
	record Part(int partition, long from, long next, long skipped, List<ConsumerRecord<byte[], byte[]>> records,
			boolean read) {

		long lastTimestamp() {
			return last().map(ConsumerRecord::timestamp).orElse(ConsumerRecord.NO_TIMESTAMP);
		}

		long epochOffset() {
			return last().map((record) -> record.offset() + 1).orElse(this.read ? this.from : this.next);
		}

		long leaderEpoch() {
			return last().flatMap(ConsumerRecord::leaderEpoch).orElse(-1);
		}

		private Optional<ConsumerRecord<byte[], byte[]>> last() {
			return this.records.isEmpty() ? Optional.empty() : Optional.of(this.records.get(this.records.size() - 1));
		}

	}

}

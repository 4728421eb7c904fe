package io.kafkatojdbc.consumer;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.kafkatojdbc.ledger.StaleOffsetException;
import io.kafkatojdbc.staging.Poll;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the records of one consumer from their poll until they are staged or dropped.
 * The partitions of dropped records are held back. Only the consumer's own thread uses
 * this class.
 */
class PolledRecords {

	private static final Logger log = LoggerFactory.getLogger(PolledRecords.class);

	private final String consumer;

	private final Assignment assignment;

	private final Retries retries;

	private final LedgerSeeker seeks;

	/** The partitions with polled records that are neither staged nor dropped yet. */
	private final Set<TopicPartition> unsettled = new HashSet<>();

	/** The partitions whose records could not be staged, and have not been since. */
	private final Set<TopicPartition> failing = new HashSet<>();

	PolledRecords(String consumer, Assignment assignment, Retries retries, LedgerSeeker seeks) {
		this.consumer = consumer;
		this.assignment = assignment;
		this.retries = retries;
		this.seeks = seeks;
	}

	void polled(ConsumerRecords<byte[], byte[]> records) {
		this.unsettled.addAll(records.partitions());
		this.retries.polled();
	}

	Poll poll(ConsumerRecords<byte[], byte[]> records) {
		this.seeks.requireThatMayRead();
		Poll poll = new Poll();
		advanced(records).forEach((partition, next) -> {
			List<ConsumerRecord<byte[], byte[]>> read = records.records(partition);
			long from = from(partition);
			if (!read.isEmpty() && read.get(0).offset() < from) {
				this.seeks.recordBefore(partition, read.get(0).offset());
			}
			poll.add(partition.partition(), from, next, read);
		});
		return poll;
	}

	/**
	 * Returns the next offset of each partition that a poll has advanced. After a seek to
	 * the last record before an aborted transaction, it takes several polls without
	 * records of the partition to be at the ledger's offset again.
	 */
	private Map<TopicPartition, Long> advanced(ConsumerRecords<byte[], byte[]> records) {
		Map<TopicPartition, Long> advanced = new HashMap<>();
		records.nextOffsets().forEach((partition, next) -> {
			if (!records.records(partition).isEmpty() || next.offset() > from(partition)) {
				advanced.put(partition, next.offset());
			}
		});
		return advanced;
	}

	private long from(TopicPartition partition) {
		Long from = this.assignment.offset(partition);
		if (from == null) {
			throw new IllegalStateException("%s was polled before it was positioned".formatted(partition));
		}
		return from;
	}

	/** Notes that the records of a poll are staged. */
	void staged(ConsumerRecords<byte[], byte[]> records) {
		Map<TopicPartition, Long> advanced = advanced(records);
		this.assignment.position(advanced);
		this.unsettled.clear();
		recovered(advanced.keySet());
	}

	/** Drops a poll: another consumer staged its records, or the ledger went back. */
	void stale(Set<TopicPartition> partitions, StaleOffsetException ex) {
		log.info("Consumer {} reads its partitions anew: {}", this.consumer, ex.getMessage());
		this.assignment.hold(partitions);
		this.unsettled.removeAll(partitions);
	}

	/**
	 * Drops a poll that would have waited for too long until its batch is sealed, or of
	 * which nothing more is staged until an operator decides.
	 */
	void postponed(Set<TopicPartition> partitions, RuntimeException ex) {
		log.debug("Consumer {} goes on polling: {}", this.consumer, ex.getMessage());
		this.assignment.hold(partitions);
		this.unsettled.removeAll(partitions);
		this.retries.postponed();
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

	/** Drops what is neither staged nor dropped when the next poll is due. */
	void dropUnsettled() {
		if (!this.unsettled.isEmpty()) {
			failed(Set.copyOf(this.unsettled), new IllegalStateException("A poll was returned but never staged"));
		}
	}

	/** Notes that the consumer no longer owns partitions. */
	void revoked(Collection<TopicPartition> partitions) {
		this.unsettled.removeAll(partitions);
		recovered(partitions);
	}

	/** Notes that no records of the partitions are still to be staged again. */
	void recovered(Collection<TopicPartition> partitions) {
		this.failing.removeAll(partitions);
		if (this.failing.isEmpty()) {
			this.retries.staged();
		}
	}

}

package io.kafkatojdbc.staging;

import java.util.ArrayList;
import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What one poll returned, and how far it brings each partition: staged as a whole, or not
 * at all.
 */
public class Poll {

	private final List<Part> parts = new ArrayList<>();

	/**
	 * Adds a partition.
	 * @param partition the topic's partition
	 * @param from the ledger's next offset as this consumer knows it
	 * @param next the offset at which the next poll goes on
	 * @param records the partition's records
	 * @throws IllegalArgumentException if the records begin before {@code from}
	 */
	public void add(int partition, long from, long next, List<ConsumerRecord<byte[], byte[]>> records) {
		if (!records.isEmpty() && records.get(0).offset() < from) {
			throw new IllegalArgumentException("Partition %d was polled from offset %d, but is staged up to %d"
				.formatted(partition, records.get(0).offset(), from));
		}
		this.parts.add(new Part(partition, from, next, records));
	}

	/**
	 * Adds a partition in which there is nothing but markers of transactions.
	 * @param partition the topic's partition
	 * @param from the ledger's next offset as this consumer knows it
	 * @param next the offset behind the markers
	 */
	public void addGap(int partition, long from, long next) {
		this.parts.add(new Part(partition, from, next, List.of()));
	}

	List<Part> parts() {
		return this.parts;
	}

	/** One partition of a poll. */
	record Part(int partition, long from, long next, List<ConsumerRecord<byte[], byte[]>> records) {

		long lastTimestamp() {
			return this.records.isEmpty() ? ConsumerRecord.NO_TIMESTAMP
					: this.records.get(this.records.size() - 1).timestamp();
		}

	}

}

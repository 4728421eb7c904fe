package io.kafkatojdbc.staging;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Records, each with its order among all versions of its key. The order is in
 * milliseconds since 1970.
 */
public final class OrderedRecords {

	private final List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();

	private long[] orders = new long[512];

	/**
	 * Adds a record.
	 * @param kafkaRecord the record
	 * @param order its order
	 */
	public void add(ConsumerRecord<byte[], byte[]> kafkaRecord, long order) {
		if (this.records.size() == this.orders.length) {
			this.orders = Arrays.copyOf(this.orders, 2 * this.orders.length);
		}
		this.orders[this.records.size()] = order;
		this.records.add(kafkaRecord);
	}

	/**
	 * Returns the records.
	 * @return all records, in the order in which they were added
	 */
	public List<ConsumerRecord<byte[], byte[]>> records() {
		return this.records;
	}

	long order(int index) {
		return this.orders[index];
	}

}

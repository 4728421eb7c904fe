package io.kafkatojdbc.consumer;

/**
 * The values that Kafka's client has measured for a consumer in the last half minute or
 * minute.
 *
 * @param name the consumer's name
 * @param member whether the consumer is a member of its group
 * @param partitions how many partitions the consumer owns
 * @param recordsPerSecond records received per second, or 0 if the rate is not known
 * @param fetchBytes mean number of bytes in the broker's answer to a fetch, or 0 if no
 * fetch was answered; it counts the bytes of records, without the overhead of record
 * batches
 * @param fetchMillis mean milliseconds until the broker answered a fetch, or 0 if no
 * fetch was answered
 * @param pollMillis mean milliseconds between two polls, or 0 if the time is not known
 */
public record MeasuredConsumer(String name, boolean member, int partitions, double recordsPerSecond, double fetchBytes,
		double fetchMillis, double pollMillis) {

	/**
	 * Returns how many records a poll returned on average.
	 * @return the mean, including polls that returned no records
	 */
	public double recordsPerPoll() {
		return this.recordsPerSecond * this.pollMillis / 1_000;
	}

}

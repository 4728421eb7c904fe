package io.kafkatojdbc.consumer;

/**
 * What Kafka's client has measured of a consumer in the last half minute or minute.
 *
 * @param name its name
 * @param member whether it is a member of its group
 * @param partitions how many partitions it owns
 * @param recordsPerSecond records it got, or 0 if it is not known
 * @param fetchBytes how many bytes the broker answered a fetch with, or 0 if it answered
 * none; what records take up, without what their batches do
 * @param fetchMillis how long that took, or 0 if it answered none
 * @param pollMillis time between two polls, or 0 if it is not known
 */
public record MeasuredConsumer(String name, boolean member, int partitions, double recordsPerSecond, double fetchBytes,
		double fetchMillis, double pollMillis) {

	/**
	 * Tells how many records a poll returned.
	 * @return the mean, polls that returned none included
	 */
	public double recordsPerPoll() {
		return this.recordsPerSecond * this.pollMillis / 1_000;
	}

}

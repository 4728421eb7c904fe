package io.kafkatojdbc.consumer;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;

/**
 * Whether the consumer group hears from one consumer. Any thread may ask.
 *
 * @param sessionTimeout the time after which the group gives up a silent member
 * @param secondsSinceHeartbeat negative before the first heartbeat
 */
record Membership(Duration sessionTimeout, DoubleSupplier secondsSinceHeartbeat) {

	/** The time that a member may need, beyond its time-out, to join the group again. */
	private static final Duration MARGIN = Duration.ofSeconds(5);

	static Membership of(ConsumerConfig config, Map<MetricName, ? extends Metric> metrics) {
		return new Membership(Duration.ofMillis(config.getInt(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG)),
				() -> secondsSinceHeartbeat(metrics));
	}

	/**
	 * With the group protocol {@code consumer}, a thread of the client registers this
	 * metric after the consumer is created.
	 */
	private static double secondsSinceHeartbeat(Map<MetricName, ? extends Metric> metrics) {
		return metrics.values()
			.stream()
			.filter((metric) -> metric.metricName().name().equals("last-heartbeat-seconds-ago"))
			.findFirst()
			.map((metric) -> ((Number) metric.metricValue()).doubleValue())
			.orElse(-1.0);
	}

	/** Returns whether the group has heard from the consumer within its time-out. */
	boolean isMember() {
		double seconds = this.secondsSinceHeartbeat.getAsDouble();
		return seconds >= 0 && Duration.ofSeconds((long) seconds).compareTo(this.sessionTimeout) <= 0;
	}

	/**
	 * Returns in words that the group does not hear from the consumer, or empty if it
	 * does.
	 * @param age the age of the consumer, which counts before the first heartbeat
	 */
	Optional<String> complaint(Supplier<Duration> age) {
		double seconds = this.secondsSinceHeartbeat.getAsDouble();
		Duration silence = (seconds >= 0) ? Duration.ofSeconds((long) seconds) : age.get();
		return (silence.compareTo(this.sessionTimeout.plus(MARGIN)) > 0) ? Optional
			.of("it has not been in its consumer group for %d s: the broker does not answer, or another member of the group does not poll"
				.formatted(silence.toSeconds())) : Optional.empty();
	}

}

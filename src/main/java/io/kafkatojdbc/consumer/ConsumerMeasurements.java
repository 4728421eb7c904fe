package io.kafkatojdbc.consumer;

import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.config.KafkaListenerEndpointRegistry;
import org.springframework.kafka.listener.MessageListenerContainer;
import org.springframework.stereotype.Component;

/** Reads what Kafka's client measures for the consumers of this instance. */
@Component
public class ConsumerMeasurements {

	private final Consumers consumers;

	private final KafkaListenerEndpointRegistry registry;

	ConsumerMeasurements(Consumers consumers, KafkaListenerEndpointRegistry registry) {
		this.consumers = consumers;
		this.registry = registry;
	}

	/**
	 * Returns the measurements of each consumer of this instance.
	 * @return the consumers in the order in which they were added
	 */
	public List<MeasuredConsumer> consumers() {
		return this.consumers.status().stream().map(this::measured).toList();
	}

	private MeasuredConsumer measured(ConsumerStatus consumer) {
		Metrics metrics = Metrics.of(this.registry.getListenerContainer(consumer.name()));
		return new MeasuredConsumer(consumer.name(), consumer.member(), consumer.partitions().size(),
				metrics.value("records-consumed-rate"), metrics.value("fetch-size-avg"),
				metrics.value("fetch-latency-avg"), metrics.value("time-between-poll-avg"));
	}

	/**
	 * Returns how many consumers this instance can have.
	 * @return the limit, which is one consumer for each connection for staging
	 */
	public int limit() {
		return this.consumers.limit();
	}

	/**
	 * The values that Kafka's client measures for all partitions of a consumer together.
	 */
	private record Metrics(List<? extends Map<MetricName, ? extends Metric>> clients) {

		static Metrics of(@Nullable MessageListenerContainer container) {
			return new Metrics((container != null) ? List.copyOf(container.metrics().values()) : List.of());
		}

		double value(String name) {
			return this.clients.stream()
				.flatMap((client) -> client.entrySet().stream())
				.filter((metric) -> metric.getKey().name().equals(name)
						&& metric.getKey().tags().keySet().equals(Set.of("client-id")))
				.map((metric) -> metric.getValue().metricValue())
				.filter(Number.class::isInstance)
				.mapToDouble((value) -> ((Number) value).doubleValue())
				.filter(Double::isFinite)
				.findFirst()
				.orElse(0);
		}

	}

}

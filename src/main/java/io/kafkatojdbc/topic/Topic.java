package io.kafkatojdbc.topic;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.kafkatojdbc.pipeline.Pipeline;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.kafka.core.KafkaAdmin;
import org.springframework.stereotype.Component;

/**
 * The topic as the broker has it now. Every request is answered within a few seconds, or
 * fails.
 */
@Component
class Topic implements DisposableBean {

	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	/** Short, because a health check must not wait for long. */
	private static final int CHECK_TIMEOUT_MILLIS = 2_000;

	private final String name;

	private final String group;

	private final Admin admin;

	Topic(KafkaAdmin kafkaAdmin, KafkaProperties kafka, Pipeline pipeline) {
		this.name = pipeline.topic();
		this.group = String.valueOf(kafka.getConsumer().getGroupId());
		Map<String, Object> config = new HashMap<>(kafkaAdmin.getConfigurationProperties());
		config.put("default.api.timeout.ms", (int) TIMEOUT.toMillis());
		config.put("request.timeout.ms", (int) TIMEOUT.toMillis() / 2);
		this.admin = Admin.create(config);
	}

	String clusterId() {
		return get(this.admin.describeCluster().clusterId());
	}

	TopicDescription describe() {
		return get(
				Objects.requireNonNull(this.admin.describeTopics(List.of(this.name)).topicNameValues().get(this.name)));
	}

	/**
	 * Asks the broker for the topic that has this name now. The answer is empty if there
	 * is none. This request has a short time-out.
	 */
	Optional<TopicDescription> find() {
		try {
			return Optional.of(Objects.requireNonNull(get(this.admin
				.describeTopics(List.of(this.name), new DescribeTopicsOptions().timeoutMs(CHECK_TIMEOUT_MILLIS))
				.allTopicNames()).get(this.name)));
		}
		catch (UnknownTopicOrPartitionException ex) {
			return Optional.empty();
		}
	}

	/** Returns where each partition of the topic begins and ends. */
	Map<Integer, LogRange> ranges(TopicDescription description) {
		Map<Integer, Long> begin = offsets(description, OffsetSpec.earliest());
		Map<Integer, Long> end = offsets(description, OffsetSpec.latest());
		return begin.entrySet()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey,
					(entry) -> new LogRange(entry.getValue(), Objects.requireNonNull(end.get(entry.getKey())))));
	}

	/** Returns the id of the pipeline's consumer group. */
	String group() {
		return this.group;
	}

	/** Returns the owner of each partition: the client id of a member of the group. */
	Map<Integer, String> owners() {
		Map<Integer, String> owners = new HashMap<>();
		get(Objects
			.requireNonNull(this.admin.describeConsumerGroups(List.of(this.group)).describedGroups().get(this.group)))
			.members()
			.forEach((member) -> member.assignment()
				.topicPartitions()
				.forEach((partition) -> owners.put(partition.partition(), member.clientId())));
		return owners;
	}

	/** Returns where each partition begins. */
	Map<Integer, Long> beginOffsets() {
		return offsets(describe(), OffsetSpec.earliest());
	}

	/** Returns where each partition ends for a reader of committed records only. */
	Map<Integer, Long> endOffsets() {
		return offsets(describe(), OffsetSpec.latest());
	}

	/** Returns the offsets that the group has committed. */
	Map<Integer, Long> committedOffsets() {
		Map<TopicPartition, OffsetAndMetadata> committed = get(
				this.admin.listConsumerGroupOffsets(this.group).partitionsToOffsetAndMetadata());
		return committed.entrySet()
			.stream()
			.filter((entry) -> entry.getValue() != null && entry.getKey().topic().equals(this.name))
			.collect(Collectors.toMap((entry) -> entry.getKey().partition(), (entry) -> entry.getValue().offset()));
	}

	private Map<Integer, Long> offsets(TopicDescription description, OffsetSpec spec) {
		Map<TopicPartition, OffsetSpec> partitions = description.partitions()
			.stream()
			.map((partition) -> new TopicPartition(this.name, partition.partition()))
			.collect(Collectors.toMap(Function.identity(), (partition) -> spec));
		ListOffsetsOptions committedOnly = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
		return get(this.admin.listOffsets(partitions, committedOnly).all()).entrySet()
			.stream()
			.collect(Collectors.toMap((entry) -> entry.getKey().partition(), (entry) -> entry.getValue().offset()));
	}

	private static <T> T get(KafkaFuture<T> future) {
		try {
			return future.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
		}
		catch (ExecutionException ex) {
			if (ex.getCause() instanceof org.apache.kafka.common.errors.TimeoutException) {
				throw noAnswer();
			}
			throw (ex.getCause() instanceof KafkaException kafka) ? kafka : new KafkaException(ex.getCause());
		}
		catch (TimeoutException ex) {
			throw noAnswer();
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new KafkaException(ex);
		}
	}

	private static KafkaException noAnswer() {
		return new org.apache.kafka.common.errors.TimeoutException("no broker answers");
	}

	@Override
	public void destroy() {
		this.admin.close(Duration.ofSeconds(2));
	}

}

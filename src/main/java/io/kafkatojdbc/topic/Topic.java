package io.kafkatojdbc.topic;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.kafkatojdbc.pipeline.Pipeline;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

import org.springframework.stereotype.Component;

/** The topic as the broker has it now. */
@Component
class Topic {

	/** Short, because a health check must not wait for long. */
	private static final int CHECK_TIMEOUT_MILLIS = 2_000;

	private final Broker broker;

	private final String name;

	Topic(Broker broker, Pipeline pipeline) {
		this.broker = broker;
		this.name = pipeline.topic();
	}

	String clusterId() {
		return this.broker.ask((admin) -> admin.describeCluster().clusterId());
	}

	TopicDescription describe() {
		return this.broker.ask((admin) -> Objects
			.requireNonNull(admin.describeTopics(List.of(this.name)).topicNameValues().get(this.name)));
	}

	/**
	 * Asks the broker for the topic that has this name now. The answer is empty if there
	 * is none. This request has a short time-out.
	 */
	Optional<TopicDescription> find() {
		try {
			DescribeTopicsOptions soon = new DescribeTopicsOptions().timeoutMs(CHECK_TIMEOUT_MILLIS);
			return Optional.of(Objects.requireNonNull(
					this.broker.ask((admin) -> admin.describeTopics(List.of(this.name), soon).allTopicNames())
						.get(this.name)));
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

	/** Returns where each partition begins. */
	Map<Integer, Long> beginOffsets() {
		return offsets(describe(), OffsetSpec.earliest());
	}

	/** Returns where each partition ends for a reader of committed records only. */
	Map<Integer, Long> endOffsets() {
		return offsets(describe(), OffsetSpec.latest());
	}

	/** Returns the epoch in which each partition is led, as far as brokers know it. */
	Map<Integer, Integer> leaderEpochs() {
		Map<Integer, Integer> epochs = new HashMap<>();
		listed(describe(), OffsetSpec.latest()).forEach((partition, found) -> found.leaderEpoch()
			.ifPresent((epoch) -> epochs.put(partition.partition(), epoch)));
		return epochs;
	}

	private Map<Integer, Long> offsets(TopicDescription description, OffsetSpec spec) {
		return listed(description, spec).entrySet()
			.stream()
			.collect(Collectors.toMap((entry) -> entry.getKey().partition(), (entry) -> entry.getValue().offset()));
	}

	private Map<TopicPartition, ListOffsetsResultInfo> listed(TopicDescription description, OffsetSpec spec) {
		Map<TopicPartition, OffsetSpec> partitions = description.partitions()
			.stream()
			.map((partition) -> new TopicPartition(this.name, partition.partition()))
			.collect(Collectors.toMap(Function.identity(), (partition) -> spec));
		ListOffsetsOptions committedOnly = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);
		return this.broker.ask((admin) -> admin.listOffsets(partitions, committedOnly).all());
	}

}

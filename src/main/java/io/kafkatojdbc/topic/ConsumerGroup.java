package io.kafkatojdbc.topic;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import io.kafkatojdbc.pipeline.Pipeline;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.stereotype.Component;

/** The pipeline's consumer group as the broker has it now. */
@Component
class ConsumerGroup {

	private final Broker broker;

	private final String id;

	private final String topic;

	ConsumerGroup(Broker broker, KafkaProperties kafka, Pipeline pipeline) {
		this.broker = broker;
		this.id = String.valueOf(kafka.getConsumer().getGroupId());
		this.topic = pipeline.topic();
	}

	String id() {
		return this.id;
	}

	/** Returns the owner of each partition: the client id of a member of the group. */
	Map<Integer, String> owners() {
		Map<Integer, String> owners = new HashMap<>();
		this.broker
			.ask((admin) -> Objects
				.requireNonNull(admin.describeConsumerGroups(List.of(this.id)).describedGroups().get(this.id)))
			.members()
			.forEach((member) -> member.assignment()
				.topicPartitions()
				.forEach((partition) -> owners.put(partition.partition(), member.clientId())));
		return owners;
	}

	/** Returns the offsets that the group has committed. */
	Map<Integer, Long> committedOffsets() {
		Map<TopicPartition, OffsetAndMetadata> committed = this.broker
			.ask((admin) -> admin.listConsumerGroupOffsets(this.id).partitionsToOffsetAndMetadata());
		return committed.entrySet()
			.stream()
			.filter((entry) -> entry.getValue() != null && entry.getKey().topic().equals(this.topic))
			.collect(Collectors.toMap((entry) -> entry.getKey().partition(), (entry) -> entry.getValue().offset()));
	}

}

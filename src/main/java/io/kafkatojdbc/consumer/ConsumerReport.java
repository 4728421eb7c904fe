package io.kafkatojdbc.consumer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.kafkatojdbc.topic.TopicReport;
import io.kafkatojdbc.topic.TopicStatus;

import org.springframework.stereotype.Component;

/** Tells what this instance's consumers do, and of the topic they read. */
@Component
public class ConsumerReport {

	private final Consumers consumers;

	private final TopicReport topic;

	ConsumerReport(Consumers consumers, TopicReport topic) {
		this.consumers = consumers;
		this.topic = topic;
	}

	List<ConsumerStatus> now() {
		Map<Integer, Long> ends = this.topic.ends();
		return this.consumers.status().stream().map((consumer) -> consumer.withLag(ends)).toList();
	}

	ConsumerStatus now(String name) {
		return this.consumers.status(name).withLag(this.topic.ends());
	}

	/**
	 * Tells what the consumers do, with nothing in it that changes although nothing
	 * happens. Asks neither the database nor the broker.
	 * @return this instance's consumers, in the order in which they were added
	 */
	public List<ConsumerStatus> lastSeen() {
		return now().stream().map(ConsumerStatus::inWholeSeconds).toList();
	}

	/**
	 * Tells of the topic as it was seen within the last second. Asks neither the database
	 * nor the broker.
	 * @return the topic, with the owners that are consumers of this instance
	 */
	public TopicStatus topicLastSeen() {
		Map<Integer, String> owners = new HashMap<>();
		this.consumers.status()
			.forEach(
					(consumer) -> consumer.partitions().forEach((partition) -> owners.put(partition, consumer.name())));
		return this.topic.lastSeen(owners);
	}

}

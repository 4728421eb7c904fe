package io.kafkatojdbc.consumer;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.kafkatojdbc.topic.TopicReport;
import io.kafkatojdbc.topic.TopicStatus;

import org.springframework.stereotype.Component;

/** Reports the state of this instance's consumers and of the topic that they read. */
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
	 * Returns the consumers without values that change while nothing happens. This method
	 * asks neither the database nor the broker.
	 * @return this instance's consumers, in the order in which they were added
	 */
	public List<ConsumerStatus> lastSeen() {
		return now().stream().map(ConsumerStatus::inWholeSeconds).toList();
	}

	/**
	 * Returns the topic as it was within the last second. This method asks neither the
	 * database nor the broker.
	 * @return the topic; it names an owner only for partitions of this instance's
	 * consumers
	 */
	public TopicStatus topicLastSeen() {
		Map<Integer, String> owners = new HashMap<>();
		this.consumers.status()
			.forEach(
					(consumer) -> consumer.partitions().forEach((partition) -> owners.put(partition, consumer.name())));
		return this.topic.lastSeen(owners);
	}

}

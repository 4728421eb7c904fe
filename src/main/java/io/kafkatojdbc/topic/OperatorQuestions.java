package io.kafkatojdbc.topic;

import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import io.kafkatojdbc.pipeline.Pipeline;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Asks the broker about the topic for an operator, who gets a problem in words if there
 * is no answer.
 */
@Component
class OperatorQuestions {

	private final Topic topic;

	private final String name;

	OperatorQuestions(Topic topic, Pipeline pipeline) {
		this.topic = topic;
		this.name = pipeline.topic();
	}

	/** Returns the topic that has the pipeline's name now. */
	TopicDescription find() {
		return ask(this.topic::find).orElseThrow(() -> new TopicProblemException(HttpStatus.CONFLICT,
				"There is no topic '%s': create it first.".formatted(this.name)));
	}

	/** Returns where each partition of the topic begins and ends. */
	Map<Integer, LogRange> ranges(TopicDescription found) {
		return ask(() -> this.topic.ranges(found));
	}

	private static <T> T ask(Supplier<T> question) {
		try {
			return question.get();
		}
		catch (KafkaException ex) {
			throw new TopicProblemException(HttpStatus.SERVICE_UNAVAILABLE,
					"Kafka can't be asked: " + Objects.requireNonNullElse(ex.getMessage(), ex.toString()));
		}
	}

}

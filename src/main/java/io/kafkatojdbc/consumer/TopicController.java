package io.kafkatojdbc.consumer;

import io.kafkatojdbc.consumer.TopicAdministration.Replacement;
import io.kafkatojdbc.consumer.TopicAdministration.Skipped;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The topic over HTTP. */
@RestController
@RequestMapping("/api/topic")
class TopicController {

	private final TopicAdministration topic;

	TopicController(TopicAdministration topic) {
		this.topic = topic;
	}

	@GetMapping
	TopicStatus status() {
		return this.topic.status();
	}

	@PutMapping
	Replacement replace(@RequestBody NewTopicId topic) {
		return this.topic.replace(topic.id());
	}

	@PostMapping("/partitions/{partition}/skip")
	Skipped skip(@PathVariable int partition, @RequestBody Destination destination) {
		return this.topic.skip(partition, destination.to());
	}

	/**
	 * A topic to go on with.
	 *
	 * @param id its id
	 */
	record NewTopicId(@Nullable String id) {
	}

	/**
	 * Where to go on.
	 *
	 * @param to the offset
	 */
	record Destination(@Nullable Long to) {
	}

}

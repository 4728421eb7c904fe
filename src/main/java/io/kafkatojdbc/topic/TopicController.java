package io.kafkatojdbc.topic;

import io.kafkatojdbc.topic.OffsetSkip.Skipped;
import io.kafkatojdbc.topic.TopicAdministration.Replacement;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.media.Schema.RequiredMode;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows the topic over HTTP, and takes an operator's decisions about it. */
@RestController
@RequestMapping("/api/topic")
class TopicController {

	private final TopicAdministration topic;

	private final OffsetSkip offsets;

	TopicController(TopicAdministration topic, OffsetSkip offsets) {
		this.topic = topic;
		this.offsets = offsets;
	}

	/**
	 * Shows the topic's id, the id of the topic that the ledger knows, and where each
	 * partition begins, ends and is read.
	 * @return the topic
	 */
	@GetMapping
	TopicStatus status() {
		return this.topic.status();
	}

	/**
	 * Continues with a topic that was deleted and created again, from its beginning.
	 * @param topic the new topic
	 * @return the topic, and what the operator still has to do
	 */
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "400", description = "No id is sent.")
	@ApiResponse(responseCode = "409",
			description = "The topic has another id, or what came of the old one is not merged or decided yet.")
	@PutMapping
	Replacement replace(@RequestBody NewTopicId topic) {
		return this.topic.replace(topic.id());
	}

	/**
	 * Continues a partition at an offset. The offsets that are left out are recorded as
	 * skipped. After the broker has lost records, the offset may be lower than the next
	 * one, and the offsets in between are read again.
	 * @param partition the partition
	 * @param destination the offset
	 * @return the offsets that were skipped
	 */
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "400", description = "No offset is sent.")
	@ApiResponse(responseCode = "404", description = "There is no such partition.")
	@ApiResponse(responseCode = "409",
			description = "The offset is staged already, or beyond the topic's end; or rows of lost records are not merged yet.")
	@PostMapping("/partitions/{partition}/skip")
	Skipped skip(@PathVariable int partition, @RequestBody Destination destination) {
		return this.offsets.skip(partition, destination.to());
	}

	/**
	 * The topic that the pipeline is to go on with.
	 *
	 * @param id the topic's id
	 */
	record NewTopicId(@Schema(requiredMode = RequiredMode.REQUIRED) @Nullable String id) {
	}

	/**
	 * The place at which a partition is to go on.
	 *
	 * @param to the offset
	 */
	record Destination(@Schema(requiredMode = RequiredMode.REQUIRED) @Nullable Long to) {
	}

}

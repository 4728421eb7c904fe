package io.kafkatojdbc.consumer;

import java.util.Map;
import java.util.SortedMap;

import org.jspecify.annotations.Nullable;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The consumers' Kafka settings over HTTP. */
@RestController
@RequestMapping("/api/config")
class ConfigController {

	private final ConsumerSettings settings;

	private final Consumers consumers;

	ConfigController(ConsumerSettings settings, Consumers consumers) {
		this.settings = settings;
		this.consumers = consumers;
	}

	@GetMapping
	ConsumerConfiguration configuration() {
		return new ConsumerConfiguration(this.settings.changes(), this.settings.describe());
	}

	@PatchMapping
	ConsumerConfiguration change(@RequestBody Map<String, @Nullable String> changes) {
		this.consumers.change(changes);
		return configuration();
	}

	/**
	 * The Kafka settings of all consumers.
	 *
	 * @param changes what was changed since the start
	 * @param effective every setting with its value in effect, but for passwords
	 */
	record ConsumerConfiguration(SortedMap<String, String> changes, SortedMap<String, String> effective) {
	}

}

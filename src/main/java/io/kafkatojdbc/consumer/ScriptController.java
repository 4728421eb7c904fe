package io.kafkatojdbc.consumer;

import java.util.List;
import java.util.Map;

import io.kafkatojdbc.pipeline.Pipeline;
import io.kafkatojdbc.setting.Settings;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Pattern;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * The paths that people have in their scripts since the first version, which answers to
 * {@code GET} as well.
 */
@RestController
@RequestMapping(method = { RequestMethod.GET, RequestMethod.POST })
class ScriptController {

	private final Consumers consumers;

	private final ConsumerAdministration administration;

	private final Settings settings;

	ScriptController(Consumers consumers, ConsumerAdministration administration, Settings settings) {
		this.consumers = consumers;
		this.administration = administration;
		this.settings = settings;
	}

	/**
	 * Adds a consumer.
	 * @param name its name
	 * @return the names of all consumers
	 */
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "400", description = "The name breaks the rule for names.")
	@ApiResponse(responseCode = "409", description = "There are as many consumers as connections for staging.")
	@RequestMapping("/consumer/add/{name}")
	ConsumerNames add(
			@PathVariable @Pattern(regexp = Pipeline.CONSUMER_NAME, message = Pipeline.CONSUMER_NAME_RULE) String name,
			HttpServletRequest request) {
		this.administration.add(name, request.getRemoteUser());
		return new ConsumerNames(this.consumers.names());
	}

	/**
	 * Removes a consumer.
	 * @param name its name
	 * @return the names of those that are left
	 */
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "404", description = "There is no such consumer.",
			content = @Content(mediaType = "application/json",
					schema = @Schema(implementation = UnknownConsumer.class)))
	@RequestMapping("/consumer/remove/{name}")
	ConsumerNames remove(@PathVariable String name, HttpServletRequest request) {
		this.administration.remove(name, request.getRemoteUser());
		return new ConsumerNames(this.consumers.names());
	}

	/**
	 * Changes one of the consumers' Kafka settings.
	 * @param key its name
	 * @param value its new value
	 * @return that it is changed
	 */
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "400", description = "The setting is unknown, fixed, or Kafka refuses the value.")
	@RequestMapping("/config/update/{key}={value}")
	Updated update(@PathVariable String key, @PathVariable String value, HttpServletRequest request) {
		this.settings.change(Map.of(key, value), request.getRemoteUser());
		return new Updated("Consumer updated!");
	}

	@ExceptionHandler
	@ResponseStatus(HttpStatus.NOT_FOUND)
	UnknownConsumer unknown(UnknownConsumerException ex) {
		return new UnknownConsumer(String.valueOf(ex.getBody().getDetail()));
	}

	/**
	 * The consumers there are.
	 *
	 * @param consumers their names in the order they were added
	 */
	record ConsumerNames(List<String> consumers) {
	}

	/**
	 * That a setting is changed.
	 *
	 * @param status says so
	 */
	record Updated(String status) {
	}

	/**
	 * That a consumer does not exist.
	 *
	 * @param error says so
	 */
	record UnknownConsumer(String error) {
	}

}

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
 * Serves the HTTP paths of the first version, because people still use them in scripts.
 * As in the first version, the paths also answer to {@code GET}.
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
	 * @param name the consumer's name
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
	 * @param name the consumer's name
	 * @return the names of the remaining consumers
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
	 * @param key the setting's name
	 * @param value the setting's new value
	 * @return a confirmation of the change
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
	 * The names of all consumers.
	 *
	 * @param consumers the names in the order in which the consumers were added
	 */
	record ConsumerNames(List<String> consumers) {
	}

	/**
	 * Confirms that a setting was changed.
	 *
	 * @param status the confirmation in words
	 */
	record Updated(String status) {
	}

	/**
	 * Reports that a consumer does not exist.
	 *
	 * @param error the report in words
	 */
	record UnknownConsumer(String error) {
	}

}

package io.kafkatojdbc.consumer;

import java.util.List;
import java.util.Map;

import io.kafkatojdbc.setting.Settings;
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

	@RequestMapping("/consumer/add/{name}")
	ConsumerNames add(@PathVariable @Pattern(regexp = ConsumerProperties.NAME,
			message = ConsumerProperties.NAME_RULE) String name, HttpServletRequest request) {
		this.administration.add(name, request.getRemoteUser());
		return new ConsumerNames(this.consumers.names());
	}

	@RequestMapping("/consumer/remove/{name}")
	ConsumerNames remove(@PathVariable String name, HttpServletRequest request) {
		this.administration.remove(name, request.getRemoteUser());
		return new ConsumerNames(this.consumers.names());
	}

	@RequestMapping("/config/update/{key}={value}")
	Map<String, String> update(@PathVariable String key, @PathVariable String value, HttpServletRequest request) {
		this.settings.change(Map.of(key, value), request.getRemoteUser());
		return Map.of("status", "Consumer updated!");
	}

	@ExceptionHandler
	@ResponseStatus(HttpStatus.NOT_FOUND)
	Map<String, String> unknown(UnknownConsumerException ex) {
		return Map.of("error", String.valueOf(ex.getBody().getDetail()));
	}

	/**
	 * The consumers there are.
	 *
	 * @param consumers their names in the order they were added
	 */
	record ConsumerNames(List<String> consumers) {
	}

}

package io.kafkatojdbc.consumer;

import java.util.List;

import io.kafkatojdbc.pipeline.Pipeline;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Pattern;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Lists, adds and removes named consumers over HTTP. */
@RestController
@RequestMapping("/api/consumers")
class ConsumerController {

	private final ConsumerReport report;

	private final ConsumerAdministration administration;

	ConsumerController(ConsumerReport report, ConsumerAdministration administration) {
		this.report = report;
		this.administration = administration;
	}

	/**
	 * Lists the consumers, each with its state and, if something is wrong with the
	 * consumer, its problem.
	 * @return the consumers in the order in which they were added
	 */
	@GetMapping
	List<ConsumerStatus> list() {
		return this.report.now();
	}

	/**
	 * Adds a consumer. A consumer that already exists stays as it is.
	 * @param name the consumer's name
	 * @return the consumer
	 */
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "400", description = "The name breaks the rule for names.")
	@ApiResponse(responseCode = "409", description = "There are as many consumers as connections for staging.")
	@PutMapping("/{name}")
	ConsumerStatus add(
			@PathVariable @Pattern(regexp = Pipeline.CONSUMER_NAME, message = Pipeline.CONSUMER_NAME_RULE) String name,
			HttpServletRequest request) {
		this.administration.add(name, request.getRemoteUser());
		return this.report.now(name);
	}

	/**
	 * Removes a consumer. The other consumers take over its partitions.
	 * @param name the consumer's name
	 */
	@ApiResponse(responseCode = "404", description = "There is no such consumer.")
	@DeleteMapping("/{name}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void remove(@PathVariable String name, HttpServletRequest request) {
		this.administration.remove(name, request.getRemoteUser());
	}

}

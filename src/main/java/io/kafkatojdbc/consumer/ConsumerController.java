package io.kafkatojdbc.consumer;

import java.util.List;

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

/** Named consumers over HTTP. */
@RestController
@RequestMapping("/api/consumers")
class ConsumerController {

	private final Consumers consumers;

	private final ConsumerAdministration administration;

	ConsumerController(Consumers consumers, ConsumerAdministration administration) {
		this.consumers = consumers;
		this.administration = administration;
	}

	@GetMapping
	List<ConsumerStatus> list() {
		return this.consumers.status();
	}

	@PutMapping("/{name}")
	ConsumerStatus add(@PathVariable @Pattern(regexp = ConsumerProperties.NAME,
			message = ConsumerProperties.NAME_RULE) String name, HttpServletRequest request) {
		this.administration.add(name, request.getRemoteUser());
		return this.consumers.status(name);
	}

	@DeleteMapping("/{name}")
	@ResponseStatus(HttpStatus.NO_CONTENT)
	void remove(@PathVariable String name, HttpServletRequest request) {
		this.administration.remove(name, request.getRemoteUser());
	}

}

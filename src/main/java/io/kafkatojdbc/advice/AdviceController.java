package io.kafkatojdbc.advice;

import java.util.List;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Gives advice over HTTP. The list is empty if there is nothing to advise. */
@RestController
@RequestMapping("/api/advice")
class AdviceController {

	private final Adviser adviser;

	AdviceController(Adviser adviser) {
		this.adviser = adviser;
	}

	/**
	 * Suggests settings that could be changed, based on what is measured. The service
	 * never applies a suggestion by itself.
	 * @return the advice; empty if there is nothing to advise
	 */
	@GetMapping
	List<Advice> advice() {
		return this.adviser.advise();
	}

}

package io.kafkatojdbc.advice;

import java.util.List;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Advice over HTTP; none if there is nothing to advise. */
@RestController
@RequestMapping("/api/advice")
class AdviceController {

	private final Adviser adviser;

	AdviceController(Adviser adviser) {
		this.adviser = adviser;
	}

	/**
	 * Says what could be set otherwise, from what is measured. Nothing of it is ever done
	 * by itself.
	 * @return the advice; none if there is nothing to say
	 */
	@GetMapping
	List<Advice> advice() {
		return this.adviser.advise();
	}

}

package io.kafkatojdbc.health;

import java.util.Map;
import java.util.stream.Collectors;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers in a word whether the service can do its work. Users who may see the reasons
 * also get the reasons why it cannot. The details are under {@code /actuator/health}.
 */
@RestController
class HealthController {

	private final HealthReasons reasons;

	HealthController(HealthReasons reasons) {
		this.reasons = reasons;
	}

	/**
	 * Returns whether the service can do its work.
	 * @return `HEALTHY`
	 */
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "503", description = "Why it can not, a line for each reason.",
			content = @Content(mediaType = MediaType.TEXT_PLAIN_VALUE, schema = @Schema(type = "string")))
	@RequestMapping(path = "/health", method = { RequestMethod.GET, RequestMethod.POST },
			produces = MediaType.TEXT_PLAIN_VALUE)
	ResponseEntity<String> health(HttpServletRequest request) {
		Map<String, String> now = this.reasons.now();
		return now.isEmpty() ? ResponseEntity.ok("HEALTHY") : ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
			.body(request.isUserInRole("viewer") ? inLines(now) : "UNHEALTHY");
	}

	private static String inLines(Map<String, String> reasons) {
		return reasons.entrySet()
			.stream()
			.map((reason) -> reason.getKey() + ": " + reason.getValue())
			.collect(Collectors.joining("\n"));
	}

}

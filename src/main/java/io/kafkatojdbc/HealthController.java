package io.kafkatojdbc;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;

import org.springframework.boot.health.actuate.endpoint.CompositeHealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.IndicatedHealthDescriptor;
import org.springframework.boot.health.contributor.Status;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;

/**
 * Answers in a word whether the service can do its work, and who may see it gets the
 * reason why not; the same is told in detail under {@code /actuator/health}.
 */
@RestController
class HealthController {

	private final HealthEndpoint health;

	HealthController(HealthEndpoint health) {
		this.health = health;
	}

	/**
	 * Tells whether the service can do its work.
	 * @return `HEALTHY`
	 */
	@ApiResponse(responseCode = "200")
	@ApiResponse(responseCode = "503", description = "Why it can not, a line for each reason.",
			content = @Content(mediaType = MediaType.TEXT_PLAIN_VALUE, schema = @Schema(type = "string")))
	@RequestMapping(path = "/health", method = { RequestMethod.GET, RequestMethod.POST },
			produces = MediaType.TEXT_PLAIN_VALUE)
	ResponseEntity<String> health(HttpServletRequest request) {
		HealthDescriptor descriptor = this.health.health();
		return Status.UP.equals(descriptor.getStatus()) ? ResponseEntity.ok("HEALTHY")
				: ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE)
					.body(request.isUserInRole("viewer") ? reason(descriptor) : "UNHEALTHY");
	}

	private static String reason(HealthDescriptor descriptor) {
		if (descriptor instanceof CompositeHealthDescriptor composite) {
			return Objects.requireNonNullElse(composite.getComponents(), Map.<String, HealthDescriptor>of())
				.entrySet()
				.stream()
				.filter((component) -> !Status.UP.equals(component.getValue().getStatus()))
				.map((component) -> component.getKey() + ": " + reason(component.getValue()))
				.collect(Collectors.joining("\n"));
		}
		Map<String, Object> details = (descriptor instanceof IndicatedHealthDescriptor indicated)
				? Objects.requireNonNullElse(indicated.getDetails(), Map.of()) : Map.of();
		return String
			.valueOf(details.getOrDefault("reason", details.getOrDefault("error", descriptor.getStatus().getCode())));
	}

}

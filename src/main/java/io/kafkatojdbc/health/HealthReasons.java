package io.kafkatojdbc.health;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import org.springframework.boot.health.actuate.endpoint.CompositeHealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.actuate.endpoint.IndicatedHealthDescriptor;
import org.springframework.boot.health.contributor.Status;
import org.springframework.stereotype.Component;

/** Finds the reasons, in words, why the service cannot do its work. */
@Component
public class HealthReasons {

	private final HealthEndpoint health;

	HealthReasons(HealthEndpoint health) {
		this.health = health;
	}

	/**
	 * Returns why the service is not healthy. The method checks all components of the
	 * health.
	 * @return the reasons by the name of the component; empty if the service is healthy
	 */
	public Map<String, String> now() {
		HealthDescriptor descriptor = this.health.health();
		if (Status.UP.equals(descriptor.getStatus())) {
			return Map.of();
		}
		Map<String, String> reasons = new LinkedHashMap<>();
		components(descriptor).forEach((name, component) -> {
			if (!Status.UP.equals(component.getStatus())) {
				reasons.put(name, reason(component));
			}
		});
		return reasons;
	}

	private static String reason(HealthDescriptor descriptor) {
		if (descriptor instanceof CompositeHealthDescriptor) {
			return components(descriptor).entrySet()
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

	private static Map<String, HealthDescriptor> components(HealthDescriptor descriptor) {
		return (descriptor instanceof CompositeHealthDescriptor composite)
				? Objects.requireNonNullElse(composite.getComponents(), Map.of()) : Map.of();
	}

}

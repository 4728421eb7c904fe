package io.kafkatojdbc.start;

import java.util.Optional;
import java.util.stream.Collectors;

import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.context.properties.bind.validation.ValidationErrors;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.origin.Origin;
import org.springframework.core.Ordered;
import org.springframework.validation.FieldError;

/**
 * Says which setting has which wrong value, by the name that the setting has in a file.
 * Spring Boot's own analyzer names a field of a Java record instead, and finds no origin
 * of a setting in a nested record.
 */
class SettingFailureAnalyzer extends AbstractFailureAnalyzer<BindValidationException> implements Ordered {

	@Override
	protected FailureAnalysis analyze(Throwable rootFailure, BindValidationException cause) {
		ValidationErrors errors = cause.getValidationErrors();
		String description = errors.getAllErrors()
			.stream()
			.filter(FieldError.class::isInstance)
			.map((error) -> describe((FieldError) error, errors))
			.sorted()
			.collect(Collectors.joining("\n"));
		return new FailureAnalysis(description, "Correct what is set there.", cause);
	}

	private static String describe(FieldError error, ValidationErrors errors) {
		ConfigurationPropertyName name = errors.getName().append(DataObjectPropertyName.toDashedForm(error.getField()));
		String origin = origin(name, errors).map((from) -> " (from %s)".formatted(from)).orElse("");
		return "'%s' is '%s'%s: %s.".formatted(name, error.getRejectedValue(), origin, error.getDefaultMessage());
	}

	private static Optional<Origin> origin(ConfigurationPropertyName name, ValidationErrors errors) {
		return errors.getBoundProperties()
			.stream()
			.filter((property) -> property.getName().equals(name))
			.findFirst()
			.map(Origin::from);
	}

	@Override
	public int getOrder() {
		// Before Spring Boot's own.
		return HIGHEST_PRECEDENCE;
	}

}

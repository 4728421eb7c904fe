package io.kafkatojdbc.batch;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.kafkatojdbc.pipeline.BatchSettings;
import io.kafkatojdbc.pipeline.Pipeline;
import io.kafkatojdbc.setting.InvalidSettingException;
import io.kafkatojdbc.setting.LiveSettings;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;

import org.springframework.stereotype.Component;

/**
 * The current limits that complete a batch. The limits can be changed while the service
 * runs. A change applies to the open batch at once.
 */
@Component
class BatchLimits implements LiveSettings, Supplier<BatchSettings> {

	private final BatchSettings initial;

	private final Validator validator;

	private volatile BatchSettings current;

	BatchLimits(Pipeline pipeline, Validator validator) {
		this.initial = pipeline.batch();
		this.validator = validator;
		this.current = this.initial;
	}

	@Override
	public BatchSettings get() {
		return this.current;
	}

	@Override
	public boolean owns(String key) {
		return key.startsWith(LimitTexts.PREFIX + ".");
	}

	@Override
	public void requireChangeable(String key) {
		Set<String> known = LimitTexts.of(this.initial).keySet();
		if (!known.contains(key)) {
			throw new InvalidSettingException(
					"There is no setting '%s'; there are %s.".formatted(key, String.join(", ", known)));
		}
	}

	@Override
	public void check(Map<String, String> changes) {
		changes.keySet().forEach(this::requireChangeable);
		String violations = this.validator.validate(LimitTexts.change(this.initial, changes))
			.stream()
			.map(BatchLimits::describe)
			.sorted()
			.collect(Collectors.joining("; "));
		if (!violations.isEmpty()) {
			throw new InvalidSettingException(violations + ".");
		}
	}

	private static String describe(ConstraintViolation<BatchSettings> violation) {
		String key = violation.getPropertyPath().toString().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
		return "'%s.%s' %s".formatted(LimitTexts.PREFIX, key, violation.getMessage());
	}

	@Override
	public void apply(Map<String, String> changes) {
		this.current = LimitTexts.change(this.initial, changes);
	}

	@Override
	public SortedMap<String, String> describe() {
		return LimitTexts.of(this.current);
	}

}

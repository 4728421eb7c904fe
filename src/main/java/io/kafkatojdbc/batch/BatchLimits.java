package io.kafkatojdbc.batch;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.kafkatojdbc.pipeline.BatchSettings;
import io.kafkatojdbc.pipeline.Pipeline;
import io.kafkatojdbc.setting.InvalidSettingException;
import io.kafkatojdbc.setting.LiveSettings;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.convert.DurationStyle;
import org.springframework.stereotype.Component;

/**
 * The current limits that complete a batch. The limits can be changed while the service
 * runs. A change applies to the open batch at once.
 */
@Component
public class BatchLimits implements LiveSettings, Supplier<BatchSettings> {

	private static final String PREFIX = "ingest.batch";

	private static final List<ChronoUnit> UNITS = List.of(ChronoUnit.DAYS, ChronoUnit.HOURS, ChronoUnit.MINUTES,
			ChronoUnit.SECONDS, ChronoUnit.MILLIS);

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
		return key.startsWith(PREFIX + ".");
	}

	@Override
	public void requireChangeable(String key) {
		Set<String> known = describe(this.initial).keySet();
		if (!known.contains(key)) {
			throw new InvalidSettingException(
					"There is no setting '%s'; there are %s.".formatted(key, String.join(", ", known)));
		}
	}

	@Override
	public void check(Map<String, String> changes) {
		changes.keySet().forEach(this::requireChangeable);
		String violations = this.validator.validate(with(changes))
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
		return "'%s.%s' %s".formatted(PREFIX, key, violation.getMessage());
	}

	@Override
	public void apply(Map<String, String> changes) {
		this.current = with(changes);
	}

	/** Binds the limits in the same way as at the start of the service. */
	private BatchSettings with(Map<String, String> changes) {
		Map<String, String> values = new HashMap<>(describe(this.initial));
		values.putAll(changes);
		try {
			return new Binder(new MapConfigurationPropertySource(values)).bind(PREFIX, BatchSettings.class).get();
		}
		catch (BindException ex) {
			String key = ex.getName().toString();
			throw new InvalidSettingException("'%s' can't be '%s': it is %s.".formatted(key, values.get(key),
					(ex.getTarget().getType().resolve() == Duration.class) ? "a time as in 10s" : "a number"));
		}
	}

	@Override
	public SortedMap<String, String> describe() {
		return describe(this.current);
	}

	private static SortedMap<String, String> describe(BatchSettings limits) {
		return new TreeMap<>(Map.of(PREFIX + ".max-rows", String.valueOf(limits.maxRows()), PREFIX + ".max-rows-behind",
				String.valueOf(limits.maxRowsBehind()), PREFIX + ".max-age", describe(limits.maxAge()),
				PREFIX + ".quiet-period", describe(limits.quietPeriod())));
	}

	private static String describe(Duration duration) {
		ChronoUnit unit = UNITS.stream()
			.filter((each) -> duration.truncatedTo(ChronoUnit.MILLIS).equals(duration)
					&& duration.toMillis() % each.getDuration().toMillis() == 0)
			.findFirst()
			.orElse(ChronoUnit.NANOS);
		return DurationStyle.SIMPLE.print(duration, unit);
	}

}

package io.kafkatojdbc.batch;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import io.kafkatojdbc.pipeline.BatchSettings;
import io.kafkatojdbc.setting.InvalidSettingException;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.convert.DurationStyle;

/** Writes the limits of a batch as texts, and reads them from texts. */
final class LimitTexts {

	/** The name above the settings of all limits. */
	static final String PREFIX = "ingest.batch";

	private static final List<ChronoUnit> UNITS = List.of(ChronoUnit.DAYS, ChronoUnit.HOURS, ChronoUnit.MINUTES,
			ChronoUnit.SECONDS, ChronoUnit.MILLIS);

	private LimitTexts() {
	}

	/** Returns limits as texts, by the names of their settings. */
	static SortedMap<String, String> of(BatchSettings limits) {
		return new TreeMap<>(Map.of(PREFIX + ".max-rows", String.valueOf(limits.maxRows()), PREFIX + ".max-rows-behind",
				String.valueOf(limits.maxRowsBehind()), PREFIX + ".max-age", text(limits.maxAge()),
				PREFIX + ".quiet-period", text(limits.quietPeriod())));
	}

	private static String text(Duration duration) {
		ChronoUnit unit = UNITS.stream()
			.filter((each) -> duration.truncatedTo(ChronoUnit.MILLIS).equals(duration)
					&& duration.toMillis() % each.getDuration().toMillis() == 0)
			.findFirst()
			.orElse(ChronoUnit.NANOS);
		return DurationStyle.SIMPLE.print(duration, unit);
	}

	/**
	 * Changes limits. They are bound in the same way as at the start of the service.
	 * @param initial the limits before the change
	 * @param changes the new values, by the names of their settings
	 * @return the limits after the change
	 * @throws InvalidSettingException if a value has the wrong type
	 */
	static BatchSettings change(BatchSettings initial, Map<String, String> changes) {
		Map<String, String> values = new HashMap<>(of(initial));
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

}

package io.kafkatojdbc.staging;

import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.LongSupplier;

import io.kafkatojdbc.pipeline.Pipeline;
import io.kafkatojdbc.setting.InvalidSettingException;
import io.kafkatojdbc.setting.LiveSettings;

import org.springframework.stereotype.Component;

/**
 * The number of records rejected in a row at which the consumers hold. The limit can be
 * changed while the service runs, and a change applies at once.
 */
@Component
class RejectionLimit implements LiveSettings, LongSupplier {

	static final String KEY = "ingest.record.max-rejected-in-a-row";

	private static final String PREFIX = "ingest.record.";

	private final long initial;

	private volatile long current;

	RejectionLimit(Pipeline pipeline) {
		this.initial = pipeline.record().maxRejectedInARow();
		this.current = this.initial;
	}

	/** Returns the limit, or 0 if there is no limit. */
	@Override
	public long getAsLong() {
		return this.current;
	}

	/** Returns whether this number of records reaches the limit. */
	boolean isReachedBy(long rejected) {
		long limit = this.current;
		return limit > 0 && rejected >= limit;
	}

	@Override
	public boolean owns(String key) {
		return key.startsWith(PREFIX);
	}

	@Override
	public void requireChangeable(String key) {
		if (!key.equals(KEY)) {
			throw new InvalidSettingException(
					"'%s' can't be changed while the service runs; of these settings, '%s' can.".formatted(key, KEY));
		}
	}

	@Override
	public void check(Map<String, String> changes) {
		changes.forEach((key, value) -> {
			requireChangeable(key);
			if (!value.matches("\\d{1,18}")) {
				throw new InvalidSettingException(
						"'%s' can't be '%s': it is a number, 0 or more.".formatted(key, value));
			}
		});
	}

	@Override
	public void apply(Map<String, String> changes) {
		String changed = changes.get(KEY);
		this.current = (changed != null) ? Long.parseLong(changed) : this.initial;
	}

	@Override
	public SortedMap<String, String> describe() {
		return new TreeMap<>(Map.of(KEY, String.valueOf(this.current)));
	}

}

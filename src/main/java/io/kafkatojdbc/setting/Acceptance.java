package io.kafkatojdbc.setting;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The changes of settings from the ledger, divided into those that the service takes over
 * and those that it ignores. A value that was valid once may be invalid for another
 * version of Kafka, or with another configuration.
 *
 * @param changes the values that are taken over, by key
 * @param ignored the reasons why the other values are ignored, by key
 */
record Acceptance(Map<String, String> changes, Map<String, String> ignored) {

	static final Acceptance NOTHING = new Acceptance(Map.of(), Map.of());

	static Acceptance of(Map<String, String> kept, List<LiveSettings> parts) {
		Acceptance acceptance = new Acceptance(new LinkedHashMap<>(), new LinkedHashMap<>());
		kept.forEach((key, value) -> {
			if (parts.stream().noneMatch((part) -> part.owns(key))) {
				acceptance.ignored.put(key, "this version of the service knows no such setting");
			}
		});
		parts.forEach((part) -> acceptance.add(part, owned(kept, part)));
		return acceptance;
	}

	private void add(LiveSettings part, Map<String, String> kept) {
		if (refusal(part, kept).isEmpty()) {
			this.changes.putAll(kept);
			return;
		}
		// A value may be valid only together with another one, so the order matters.
		Map<String, String> good = new LinkedHashMap<>();
		Map<String, String> rest = new LinkedHashMap<>(kept);
		while (moveOne(part, rest, good)) {
			rest.keySet().forEach(this.ignored::remove);
		}
		this.changes.putAll(good);
	}

	private boolean moveOne(LiveSettings part, Map<String, String> rest, Map<String, String> good) {
		for (Map.Entry<String, String> each : rest.entrySet()) {
			Map<String, String> tried = new LinkedHashMap<>(good);
			tried.put(each.getKey(), each.getValue());
			Optional<String> refusal = refusal(part, tried);
			if (refusal.isEmpty()) {
				good.put(each.getKey(), each.getValue());
				rest.remove(each.getKey());
				return true;
			}
			this.ignored.put(each.getKey(), refusal.get());
		}
		return false;
	}

	private static Optional<String> refusal(LiveSettings part, Map<String, String> changes) {
		try {
			if (!changes.isEmpty()) {
				part.check(changes);
			}
			return Optional.empty();
		}
		catch (InvalidSettingException ex) {
			return Optional.of(ex.reason());
		}
	}

	/** Returns those of the values that belong to a part. */
	static Map<String, String> owned(Map<String, String> values, LiveSettings part) {
		Map<String, String> owned = new LinkedHashMap<>();
		values.forEach((key, value) -> {
			if (part.owns(key)) {
				owned.put(key, value);
			}
		});
		return owned;
	}

}

package io.kafkatojdbc.setting;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

/** Finds out which kept settings a change revises, or refuses the change. */
final class SettingRevisions {

	private final List<LiveSettings> parts;

	SettingRevisions(List<LiveSettings> parts) {
		this.parts = parts;
	}

	/** Returns the revision of a setting whose new value depends on the one in effect. */
	List<SettingRevision> of(KeptSettings kept, String key, Function<@Nullable String, String> revision) {
		String current = Acceptance.of(kept.values(), this.parts).changes().get(key);
		return of(kept, Map.of(key, revision.apply((current != null) ? current : described(key))));
	}

	/** Returns the revisions that change settings to wanted values. */
	List<SettingRevision> of(KeptSettings kept, Map<String, @Nullable String> wanted) {
		Map<String, String> before = Acceptance.of(kept.values(), this.parts).changes();
		Map<String, String> next = new LinkedHashMap<>(before);
		List<SettingRevision> revisions = new ArrayList<>();
		wanted.forEach((key, value) -> {
			String stripped = (value != null) ? value.strip() : null;
			if (stripped != null) {
				next.put(key, stripped);
			}
			else {
				next.remove(key);
			}
			if (!Objects.equals(stripped, kept.values().get(key))) {
				revisions.add(revision(key, before, stripped));
			}
		});
		check(wanted, kept, next);
		return revisions;
	}

	private SettingRevision revision(String key, Map<String, String> before, @Nullable String value) {
		String old = before.containsKey(key) ? before.get(key) : described(key);
		return new SettingRevision(key, owner(key).map(LiveSettings::instance).orElse(null), old, value);
	}

	private @Nullable String described(String key) {
		return owner(key).map((part) -> part.describe().get(key)).orElse(null);
	}

	private void check(Map<String, @Nullable String> wanted, KeptSettings kept, Map<String, String> next) {
		// Every kept change can be undone, even if the setting cannot change any more.
		wanted.keySet()
			.stream()
			.filter((key) -> !kept.values().containsKey(key) || next.containsKey(key))
			.forEach(this::requireChangeable);
		this.parts.stream()
			.filter((part) -> wanted.keySet().stream().anyMatch(part::owns))
			.forEach((part) -> part.check(Acceptance.owned(next, part)));
	}

	private void requireChangeable(String key) {
		owner(key)
			.orElseThrow(() -> new InvalidSettingException(
					"'%s' can't be changed while the service runs: set it in the configuration.".formatted(key)))
			.requireChangeable(key);
	}

	private Optional<LiveSettings> owner(String key) {
		return this.parts.stream().filter((part) -> part.owns(key)).findFirst();
	}

}

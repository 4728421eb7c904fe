package io.kafkatojdbc.setting;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * The settings that can change while the service runs. What holds is what the
 * configuration says and what the ledger keeps of changes since, whichever instance made
 * them: a change is written to the ledger first, and then taken over from there.
 */
@Component
public class Settings {

	private static final Logger log = LoggerFactory.getLogger(Settings.class);

	private final SettingLedger ledger;

	private final List<LiveSettings> parts;

	private final String instance;

	private volatile Acceptance acceptance = Acceptance.NOTHING;

	/** Nothing is taken over before the first look at the ledger. */
	private long version = -1;

	private boolean pending;

	Settings(SettingLedger ledger, List<LiveSettings> parts) {
		this.ledger = ledger;
		this.parts = parts;
		this.instance = parts.stream().map(LiveSettings::instance).filter(Objects::nonNull).findFirst().orElse("");
	}

	/**
	 * Tells what differs from the configuration.
	 * @return values by key
	 */
	public SortedMap<String, String> changes() {
		return new TreeMap<>(this.acceptance.changes());
	}

	/** Tells what is kept, but cannot be taken over, and why. */
	SortedMap<String, String> ignored() {
		return new TreeMap<>(this.acceptance.ignored());
	}

	/**
	 * Tells each setting with its value in effect, but for secrets.
	 * @return values by key
	 */
	public SortedMap<String, String> describe() {
		SortedMap<String, String> described = new TreeMap<>();
		this.parts.forEach((part) -> described.putAll(part.describe()));
		return described;
	}

	/**
	 * Changes settings, all or none, for now and for later.
	 * @param wanted values by key; {@code null} goes back to what the configuration says
	 * @param who whoever asked for it, or {@code null} if nobody knows
	 * @throws InvalidSettingException if one would not do
	 * @throws org.springframework.dao.DataAccessException if the ledger cannot keep them
	 */
	public synchronized void change(Map<String, @Nullable String> wanted, @Nullable String who) {
		takeOver(this.ledger.change(this.instance, who, (kept) -> revise(kept, wanted)));
		settle();
	}

	/**
	 * Changes a setting to what depends on its value, for now and for later.
	 * @param key its key
	 * @param revision makes the new value of the one in effect
	 * @param who whoever asked for it, or {@code null} if nobody knows
	 * @throws org.springframework.dao.DataAccessException if the ledger cannot keep it
	 */
	public synchronized void change(String key, Function<@Nullable String, String> revision, @Nullable String who) {
		takeOver(this.ledger.change(this.instance, who, (kept) -> {
			String current = Acceptance.of(kept.values(), this.parts).changes().get(key);
			return revise(kept, Map.of(key, revision.apply((current != null) ? current : described(key))));
		}));
		settle();
	}

	private @Nullable String described(String key) {
		return owner(key).map((part) -> part.describe().get(key)).orElse(null);
	}

	private List<SettingRevision> revise(KeptSettings kept, Map<String, @Nullable String> wanted) {
		Map<String, String> before = Acceptance.of(kept.values(), this.parts).changes();
		Map<String, String> next = new LinkedHashMap<>(before);
		List<SettingRevision> revisions = new ArrayList<>();
		wanted.forEach((key, value) -> {
			Optional<LiveSettings> part = owner(key);
			String stripped = (value != null) ? value.strip() : null;
			if (stripped != null) {
				next.put(key, stripped);
			}
			else {
				next.remove(key);
			}
			if (!Objects.equals(stripped, kept.values().get(key))) {
				String old = before.containsKey(key) ? before.get(key) : described(key);
				revisions.add(new SettingRevision(key, part.map(LiveSettings::instance).orElse(null), old, stripped));
			}
		});
		check(wanted, kept, next);
		return revisions;
	}

	private void check(Map<String, @Nullable String> wanted, KeptSettings kept, Map<String, String> next) {
		// Whatever is kept can be given up.
		wanted.keySet()
			.stream()
			.filter((key) -> !kept.values().containsKey(key) || next.containsKey(key))
			.forEach((key) -> owner(key)
				.orElseThrow(() -> new InvalidSettingException(
						"'%s' can't be changed while the service runs: set it in the configuration.".formatted(key)))
				.requireChangeable(key));
		this.parts.stream()
			.filter((part) -> wanted.keySet().stream().anyMatch(part::owns))
			.forEach((part) -> part.check(Acceptance.owned(next, part)));
	}

	private Optional<LiveSettings> owner(String key) {
		return this.parts.stream().filter((part) -> part.owns(key)).findFirst();
	}

	/** Takes over what the ledger keeps, if that is something else than before. */
	synchronized void follow() {
		KeptSettings kept = this.ledger.read(this.instance);
		if (kept.version() != this.version) {
			takeOver(kept);
		}
		this.pending = kept.pending();
		settle();
	}

	private void takeOver(KeptSettings kept) {
		Acceptance next = Acceptance.of(kept.values(), this.parts);
		this.parts.forEach((part) -> {
			Map<String, String> before = Acceptance.owned(this.acceptance.changes(), part);
			Map<String, String> now = Acceptance.owned(next.changes(), part);
			if (!now.equals(before)) {
				part.apply(now);
			}
		});
		tell(next);
		this.acceptance = next;
		this.version = kept.version();
		this.pending = kept.pending();
	}

	private void tell(Acceptance next) {
		if (!next.changes().equals(this.acceptance.changes())) {
			String told = next.changes()
				.entrySet()
				.stream()
				.map((change) -> "%s = '%s'".formatted(change.getKey(), change.getValue()))
				.collect(Collectors.joining(", "));
			log.info("Changed over HTTP, and kept until PATCH /api/config with null goes back to the configuration: {}",
					told.isEmpty() ? "nothing any more" : told);
		}
		if (!next.ignored().equals(this.acceptance.ignored())) {
			next.ignored().forEach((key, reason) -> log.warn("The change of '{}' is ignored: {}", key, reason));
		}
	}

	/**
	 * Notes from which batch on changes have applied, once nothing works with older
	 * values any more. Does nothing while they have not, and tries again later if the
	 * ledger cannot be written.
	 */
	public synchronized void settle() {
		if (!this.pending || !this.parts.stream().allMatch(LiveSettings::isInEffect)) {
			return;
		}
		try {
			this.ledger.tookEffect(this.instance, this.version);
			this.pending = false;
		}
		catch (RuntimeException ex) {
			log.debug("The ledger can't be told that settings have taken effect", ex);
		}
	}

}

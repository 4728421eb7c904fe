package io.kafkatojdbc.setting;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * The settings that can change while the service runs. Their values are those of the
 * configuration, with the changes that the ledger keeps, whichever instance made them. A
 * change is first written to the ledger, and then taken over from the ledger.
 */
@Component
public class Settings {

	private static final Logger log = LoggerFactory.getLogger(Settings.class);

	private final SettingLedger ledger;

	private final List<LiveSettings> parts;

	private final SettingRevisions revisions;

	private final String instance;

	private volatile Acceptance acceptance = Acceptance.NOTHING;

	/**
	 * The changes that were taken over last. Their version is -1 before the first look at
	 * the ledger.
	 */
	private KeptSettings taken = new KeptSettings(-1, Map.of(), false);

	private boolean pending;

	Settings(SettingLedger ledger, List<LiveSettings> parts) {
		this.ledger = ledger;
		this.parts = parts;
		this.revisions = new SettingRevisions(parts);
		this.instance = parts.stream().map(LiveSettings::instance).filter(Objects::nonNull).findFirst().orElse("");
	}

	/**
	 * Returns the values that differ from the configuration.
	 * @return values by key
	 */
	public SortedMap<String, String> changes() {
		return new TreeMap<>(this.acceptance.changes());
	}

	/** Returns the reasons why kept changes cannot be taken over, by key. */
	SortedMap<String, String> ignored() {
		return new TreeMap<>(this.acceptance.ignored());
	}

	/**
	 * Returns each setting with its value in effect, except secrets.
	 * @return values by key
	 */
	public SortedMap<String, String> describe() {
		SortedMap<String, String> described = new TreeMap<>();
		this.parts.forEach((part) -> described.putAll(part.describe()));
		return described;
	}

	/**
	 * Changes settings, all or none. The changes take effect now and are kept.
	 * @param wanted values by key; {@code null} restores the value of the configuration
	 * @param who the user who asked for the changes, or {@code null} if that is unknown
	 * @throws InvalidSettingException if one of the changes is not allowed
	 * @throws org.springframework.dao.DataAccessException if the ledger cannot keep the
	 * changes
	 */
	public synchronized void change(Map<String, @Nullable String> wanted, @Nullable String who) {
		takeOver(this.ledger.change(this.instance, who, (kept) -> this.revisions.of(kept, wanted)));
		settle();
	}

	/**
	 * Changes a setting to a new value that depends on the value in effect. The change
	 * takes effect now and is kept.
	 * @param key the setting's key
	 * @param revision turns the value in effect into the new value
	 * @param who the user who asked for the change, or {@code null} if that is unknown
	 * @throws org.springframework.dao.DataAccessException if the ledger cannot keep the
	 * change
	 */
	public synchronized void change(String key, Function<@Nullable String, String> revision, @Nullable String who) {
		takeOver(this.ledger.change(this.instance, who, (kept) -> this.revisions.of(kept, key, revision)));
		settle();
	}

	/**
	 * Takes over the changes that the ledger keeps, if they differ from those taken over
	 * before.
	 */
	synchronized void follow() {
		KeptSettings kept = this.ledger.read(this.instance);
		// A database that went back to an older state gives the same numbers to other
		// changes.
		if (kept.version() != this.taken.version() || !kept.values().equals(this.taken.values())) {
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
		this.taken = kept;
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
	 * Stores the batch from which on changes apply, once nothing uses older values any
	 * more. Until then this method does nothing. If the ledger cannot be written, the
	 * next call tries again.
	 */
	public synchronized void settle() {
		if (!this.pending || !this.parts.stream().allMatch(LiveSettings::isInEffect)) {
			return;
		}
		try {
			this.ledger.tookEffect(this.instance, this.taken.version());
			this.pending = false;
		}
		catch (RuntimeException ex) {
			log.debug("The ledger can't be told that settings have taken effect", ex);
		}
	}

}

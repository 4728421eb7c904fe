package io.kafkatojdbc.setting;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import io.kafkatojdbc.database.Control;
import io.kafkatojdbc.pipeline.Pipeline;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps the changes that are made to settings while the service runs. The settings of the
 * pipeline are shared by all its instances, and other settings belong to one instance.
 */
@Component
class SettingLedger {

	/**
	 * The lock makes each change start from the result of the change before, whichever
	 * instance made it.
	 */
	private static final String LOCK = """
			SELECT pg_advisory_xact_lock(hashtextextended('kafka-to-jdbc-batch settings ' || ?, 0))
			""";

	private static final String LAST = """
			SELECT number, key, new_value, from_batch IS NULL AS pending FROM (
				SELECT DISTINCT ON (key) number, key, new_value, from_batch FROM ingest.setting_change
				WHERE pipeline = ? AND (instance IS NULL OR instance = ?)
				ORDER BY key, number DESC) c
			ORDER BY number
			""";

	private static final String ADD = """
			INSERT INTO ingest.setting_change (pipeline, number, instance, key, old_value, new_value, changed_by)
			SELECT :pipeline, coalesce(max(number), 0) + 1, :instance, :key, :old, :new, :who
			FROM ingest.setting_change WHERE pipeline = :pipeline
			""";

	private static final String TOOK_EFFECT = """
			UPDATE ingest.setting_change c SET from_batch = b.number FROM ingest.batch b
			WHERE b.pipeline = c.pipeline AND b.state = 'OPEN' AND c.pipeline = ? AND c.number <= ?
				AND c.from_batch IS NULL AND (c.instance IS NULL OR c.instance = ?)
			""";

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final String pipeline;

	SettingLedger(@Control JdbcClient jdbc, @Control TransactionTemplate transaction, Pipeline pipeline) {
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.pipeline = pipeline.name();
	}

	/**
	 * Returns the changes of settings.
	 * @param instance the instance whose changes are read, together with those for all
	 * instances
	 * @return the values that differ from the configuration
	 */
	KeptSettings read(String instance) {
		Map<String, String> values = new LinkedHashMap<>();
		List<LastChange> changes = this.jdbc.sql(LAST).params(this.pipeline, instance).query(LastChange.class).list();
		changes.forEach((change) -> {
			if (change.newValue() != null) {
				values.put(change.key(), change.newValue());
			}
		});
		long version = changes.isEmpty() ? 0 : changes.get(changes.size() - 1).number();
		return new KeptSettings(version, values, changes.stream().anyMatch(LastChange::pending));
	}

	/**
	 * Changes settings, all or none. Meanwhile no other instance can change settings.
	 * @param instance the instance that makes the changes
	 * @param who the user who asked for the change, or {@code null} if that is unknown
	 * @param revise decides which of the kept settings to change; an exception refuses
	 * the change
	 * @return the settings that are kept after the change
	 */
	KeptSettings change(String instance, @Nullable String who, Function<KeptSettings, List<SettingRevision>> revise) {
		return Objects.requireNonNull(this.transaction.execute((status) -> {
			this.jdbc.sql(LOCK).param(this.pipeline).query().singleRow();
			revise.apply(read(instance)).forEach((revision) -> add(revision, who));
			return read(instance);
		}));
	}

	private void add(SettingRevision revision, @Nullable String who) {
		this.jdbc.sql(ADD)
			.param("pipeline", this.pipeline)
			.param("instance", revision.instance())
			.param("key", revision.key())
			.param("old", revision.oldValue())
			.param("new", revision.newValue())
			.param("who", who)
			.update();
	}

	/**
	 * Stores that changes have taken effect, with the number of the batch that is open
	 * now.
	 * @param instance the instance in which the changes have taken effect
	 * @param version the number of the last of these changes
	 */
	void tookEffect(String instance, long version) {
		this.jdbc.sql(TOOK_EFFECT).params(this.pipeline, version, instance).update();
	}

	private record LastChange(long number, String key, @Nullable String newValue, boolean pending) {
	}

}

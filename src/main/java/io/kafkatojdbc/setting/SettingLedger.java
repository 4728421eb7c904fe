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
 * Keeps what is changed of the settings while the service runs: those of the pipeline,
 * which all its instances share, and those of each instance.
 */
@Component
class SettingLedger {

	/**
	 * Each change is made to what the one before it has left, whichever instance made it.
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
	 * Tells what was changed.
	 * @param instance for this instance as well as for all
	 * @return what differs from the configuration
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
	 * Changes settings, all or none, while nobody else does.
	 * @param instance the instance that changes them
	 * @param who whoever asked for it, or {@code null} if nobody knows
	 * @param revise decides what to change of what is kept; may refuse by an exception
	 * @return what is kept then
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
	 * Takes note that changes have taken effect, with the batch that is open now.
	 * @param instance the instance in which they have
	 * @param version number of the last of them
	 */
	void tookEffect(String instance, long version) {
		this.jdbc.sql(TOOK_EFFECT).params(this.pipeline, version, instance).update();
	}

	private record LastChange(long number, String key, @Nullable String newValue, boolean pending) {
	}

}

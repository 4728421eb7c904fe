package io.kafkatojdbc.testing;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * What a pipeline has promised, looked up in its database: every film is in the target
 * with its last version, and every record was staged once.
 */
public final class Pipeline {

	private static final Duration PATIENCE = Duration.ofMinutes(2);

	private final TestDatabase database;

	private final String name;

	/**
	 * Creates access to a pipeline.
	 * @param database its database, with the sample's tables
	 * @param name its name in the ledger: the topic's, unless it was given another
	 */
	public Pipeline(TestDatabase database, String name) {
		this.database = database;
		this.name = name;
	}

	/**
	 * Waits until the target holds what was sent, and every record was staged and merged
	 * once. The database may be down meanwhile.
	 * @param films what was sent
	 */
	public void awaitAllMerged(Films films) {
		awaitAllMerged(films, PATIENCE);
	}

	/**
	 * Waits until the target holds what was sent, and every record was staged and merged
	 * once. The database may be down meanwhile.
	 * @param films what was sent
	 * @param atMost how long to wait
	 */
	public void awaitAllMerged(Films films, Duration atMost) {
		await("%d films in the target".formatted(films.sent())).atMost(atMost)
			.pollInterval(Duration.ofMillis(100))
			.ignoreExceptions()
			.untilAsserted(() -> {
				assertMergedOnce(films);
				assertTargetEquals(films);
			});
	}

	/**
	 * Checks that each film sent is in the target with its last version, and no other.
	 * @param films what was sent
	 */
	public void assertTargetEquals(Films films) {
		Map<String, String> target = target();
		Map<String, String> sent = films.lastVersions();
		List<String> differences = Stream.of(target, sent)
			.flatMap((map) -> map.keySet().stream())
			.collect(Collectors.toCollection(TreeSet::new))
			.stream()
			.filter((id) -> !Objects.equals(target.get(id), sent.get(id)))
			.map((id) -> "%s: sent '%s', in the target '%s'".formatted(id, sent.get(id), target.get(id)))
			.toList();
		assertThat(differences).as("differences between %d films sent and the target", sent.size()).isEmpty();
	}

	/** The film that the sample brings along was never sent. */
	private Map<String, String> target() {
		return this.database.jdbc()
			.sql("SELECT id, name FROM films WHERE id <> '0'")
			.query((row, number) -> Map.entry(row.getString("id"), row.getString("name")))
			.list()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
	}

	/**
	 * Checks that as many rows were staged in merged batches as records were sent.
	 * @param films what was sent
	 */
	public void assertMergedOnce(Films films) {
		assertThat(stagedInMergedBatches()).as("rows staged in merged batches").isEqualTo(films.sent());
	}

	/**
	 * Counts the rows that were staged in batches that are merged.
	 * @return how many there are
	 */
	public long stagedInMergedBatches() {
		return count("""
				SELECT coalesce(sum(p.staged), 0)
				FROM ingest.batch_part p JOIN ingest.batch b ON b.pipeline = p.pipeline AND b.number = p.batch
				WHERE b.state IN ('MERGED', 'CLEARED') AND b.pipeline = ?
				""");
	}

	/**
	 * Counts the batches that are merged.
	 * @return how many there are
	 */
	public long mergedBatches() {
		return count("SELECT count(*) FROM ingest.batch WHERE state IN ('MERGED', 'CLEARED') AND pipeline = ?");
	}

	/**
	 * Counts the rows that were staged at all, whether merged or not.
	 * @return how many there are
	 */
	public long staged() {
		return count("SELECT coalesce(sum(staged), 0) FROM ingest.batch_part WHERE pipeline = ?");
	}

	/**
	 * Counts the records that could not become rows.
	 * @return how many there are
	 */
	public long rejected() {
		return count("SELECT count(*) FROM ingest.rejected_record WHERE pipeline = ?");
	}

	private long count(String sql) {
		return this.database.jdbc().sql(sql).param(this.name).query(Long.class).single();
	}

}

package io.kafkatojdbc.guarantees;

import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The versions of a key come to the merges in their order, and the target has the last.
 */
final class KeyOrder implements Guarantee {

	@Override
	public void check(Evidence evidence) {
		assertThat(evidence.audit()
			.jdbc()
			.sql("SELECT format('batch %s: %s %s after %s', batch, id, version, after) FROM order_violation LIMIT 20")
			.query(String.class)
			.list()).as("versions that came too late").isEmpty();
		Map<String, Long> target = target(evidence);
		Map<String, Long> sent = evidence.sent().lastVersions();
		assertThat(sent.entrySet()
			.stream()
			.filter((version) -> !Objects.equals(version.getValue(), target.get(version.getKey())))
			.map((version) -> "%s: sent %d, in the target %d".formatted(version.getKey(), version.getValue(),
					target.get(version.getKey())))
			.limit(20)
			.toList()).as("films whose last version is not in the target").isEmpty();
		assertThat(target).as("films in the target").hasSameSizeAs(sent);
	}

	/** The film that the sample brings along has no version. */
	private static Map<String, Long> target(Evidence evidence) {
		return evidence.audit()
			.jdbc()
			.sql("SELECT id, version FROM films WHERE version IS NOT NULL")
			.query((row, number) -> Map.entry(row.getString(1), row.getLong(2)))
			.list()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
	}

}

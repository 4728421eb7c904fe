package io.kafkatojdbc.setting;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A kept setting that will not do keeps no other from being taken over. */
class AcceptanceTests {

	private final LiveSettings numbers = new Numbers();

	@Test
	void whatIsGoodIsTakenOverAndTheRestIsSaid() {
		Acceptance acceptance = Acceptance.of(kept("n.a", "1", "n.b", "many", "gone", "1", "n.c", "2"),
				List.of(this.numbers));
		assertThat(acceptance.changes()).containsExactly(Map.entry("n.a", "1"), Map.entry("n.c", "2"));
		assertThat(acceptance.ignored()).containsOnlyKeys("n.b", "gone").containsEntry("n.b", "many is no number");
	}

	@Test
	void whatIsGoodOnlyBesideAnotherIsTakenOverWithIt() {
		Acceptance acceptance = Acceptance.of(kept("n.lower", "20", "n.bad", "x", "n.upper", "60"),
				List.of(this.numbers));
		assertThat(acceptance.changes()).containsOnlyKeys("n.lower", "n.upper");
		assertThat(acceptance.ignored()).containsOnlyKeys("n.bad");
	}

	private static Map<String, String> kept(String... keysAndValues) {
		Map<String, String> kept = new LinkedHashMap<>();
		for (int i = 0; i < keysAndValues.length; i += 2) {
			kept.put(keysAndValues[i], keysAndValues[i + 1]);
		}
		return kept;
	}

	/** Takes numbers, of which the lower has to be lower than the upper, which is 10. */
	private static final class Numbers implements LiveSettings {

		@Override
		public boolean owns(String key) {
			return key.startsWith("n.");
		}

		@Override
		public void requireChangeable(String key) {
			// All are.
		}

		@Override
		public void check(Map<String, String> changes) {
			changes.values().stream().filter((value) -> !value.matches("\\d+")).findFirst().ifPresent((value) -> {
				throw new InvalidSettingException(value + " is no number");
			});
			int lower = Integer.parseInt(changes.getOrDefault("n.lower", "0"));
			if (lower >= Integer.parseInt(changes.getOrDefault("n.upper", "10"))) {
				throw new InvalidSettingException("the lower is not lower");
			}
		}

		@Override
		public void apply(Map<String, String> changes) {
			throw new UnsupportedOperationException();
		}

		@Override
		public SortedMap<String, String> describe() {
			return new TreeMap<>();
		}

	}

}

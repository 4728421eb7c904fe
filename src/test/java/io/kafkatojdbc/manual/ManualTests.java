package io.kafkatojdbc.manual;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.kafkatojdbc.manual.Manual.Block;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever the documents tell people to type is run by a test, or it is said why not. */
class ManualTests {

	/** Of these, the tests of this package run all commands and statements. */
	private static final Set<String> RUN = Set.of("Try it", "Bring your own table and procedure", "When a merge fails",
			"Rejected records", "Records that are gone", "Forgetting old batches", "Changing settings");

	/**
	 * A cluster or a container engine: DeploymentTests checks the files that they use.
	 */
	private static final Set<String> NOT_RUN = Set.of("Kubernetes", "Containers");

	@Test
	void everySectionWithCommandsIsRun() {
		assertThat(blocks("sh", "sql").map(Block::section)).isNotEmpty()
			.allMatch((section) -> RUN.contains(section) || NOT_RUN.contains(section));
		assertThat(blocks("sh", "sql").map(Block::section).collect(Collectors.toSet())).containsAll(RUN);
	}

	@Test
	void everyBlockSaysWhatItIsWrittenIn() {
		assertThat(blocks("")).allMatch((block) -> !block.text().matches("(?s).*(curl|java|mvnw|docker|kubectl) .*"));
	}

	private static Stream<Block> blocks(String... languages) {
		return Stream.of(Manual.README, Manual.OPERATING)
			.flatMap((manual) -> manual.blocks().stream())
			.filter((block) -> List.of(languages).contains(block.language()));
	}

}

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

	/** Tests run all commands and statements of these sections. */
	private static final Set<String> RUN = Set.of("README.md: Try it", "README.md: Bring your own table and procedure",
			"doc/http.md: Calls", "doc/operating.md: When a merge fails", "doc/operating.md: Rejected records",
			"doc/operating.md: Partitions added to the topic", "doc/operating.md: Records that the broker has lost",
			"doc/settings.md: Changing settings", "doc/tuning.md: Advice", "doc/records.md: Records");

	/**
	 * These commands need a cluster. The tests in {@code deployment} check the files that
	 * the commands use.
	 */
	private static final Set<String> NOT_RUN = Set.of("doc/operating.md: Kubernetes");

	@Test
	void everySectionWithCommandsIsRun() {
		assertThat(sections("sh", "sql")).isNotEmpty()
			.allMatch((section) -> RUN.contains(section) || NOT_RUN.contains(section));
		assertThat(sections("sh", "sql")).containsAll(RUN).containsAll(NOT_RUN);
	}

	@Test
	void everyBlockSaysWhatItIsWrittenIn() {
		assertThat(Manual.all().stream().flatMap((manual) -> blocks(manual, "")))
			.allMatch((block) -> !block.text().matches("(?s).*(curl|java|mvnw|docker|kubectl) .*"));
	}

	private static Set<String> sections(String... languages) {
		return Manual.all()
			.stream()
			.flatMap((manual) -> blocks(manual, languages)
				.map((block) -> "%s: %s".formatted(manual.name(), block.section())))
			.collect(Collectors.toSet());
	}

	private static Stream<Block> blocks(Manual manual, String... languages) {
		return manual.blocks().stream().filter((block) -> List.of(languages).contains(block.language()));
	}

}

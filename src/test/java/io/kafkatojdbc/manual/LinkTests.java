package io.kafkatojdbc.manual;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Links between the documents, and from the alert rules into them. */
class LinkTests {

	private static final Pattern LINK = Pattern
		.compile("]\\((?!https?:)(?<file>[^)#\\s]*)(?:#(?<anchor>[^)\\s]*))?\\)");

	private static final Pattern BLOCK = Pattern.compile("^```.*?^```$", Pattern.MULTILINE | Pattern.DOTALL);

	private static final Pattern TITLE = Pattern.compile("^#+ +(?<title>.+)$", Pattern.MULTILINE);

	private static final Pattern SECTION = Pattern.compile("\"(?<title>[^\"]+)\" in (?<file>doc/\\w+\\.md)");

	private static final Pattern DOCUMENT = Pattern.compile("\\bdoc/\\w+\\.md\\b|\\b[A-Z]+\\.md\\b");

	private static final int README_LINES = 200;

	static Stream<String> documents() {
		return Stream.concat(Manual.documents(),
				Stream.of("README.md", "CONTRIBUTING.md", "RATIONALE.md", "bench/README.md", "bench/RESULTS.md"));
	}

	@ParameterizedTest
	@MethodSource("documents")
	void leadSomewhere(String document) {
		LINK.matcher(prose(document)).results().forEach((link) -> {
			Path file = link.group(1).isEmpty() ? Path.of(document) : beside(document, link.group(1));
			assertThat(file).as("link %s of %s", link.group(), document).exists();
			if (link.group(2) != null && file.toString().endsWith(".md")) {
				assertThat(anchors(file.toString())).as("link %s of %s", link.group(), document)
					.contains(link.group(2));
			}
		});
	}

	@Test
	void theReadmeLeadsToEveryDocument() {
		assertThat(Manual.documents()).isNotEmpty()
			.allSatisfy((document) -> assertThat(Manual.read("README.md")).contains("](%s)".formatted(document)));
	}

	@Test
	void theReadmeIsShort() {
		assertThat(Manual.read("README.md").lines()).hasSizeLessThanOrEqualTo(README_LINES);
	}

	@Test
	void alertsNameSectionsThatExist() {
		String alerts = Manual.read("ops/prometheus/alerts.yml").replaceAll("\\s+", " ");
		assertThat(SECTION.matcher(alerts).results()).isNotEmpty()
			.allSatisfy((section) -> assertThat(anchors(section.group(2))).contains(anchor(section.group(1))));
		assertThat(DOCUMENT.matcher(alerts).results()).allSatisfy((name) -> assertThat(Path.of(name.group())).exists());
	}

	private static List<String> anchors(String document) {
		return TITLE.matcher(prose(document)).results().map((title) -> anchor(title.group(1))).toList();
	}

	/** Returns what GitHub makes of a title. */
	private static String anchor(String title) {
		return title.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "").replace(' ', '-');
	}

	private static String prose(String document) {
		Matcher blocks = BLOCK.matcher(Manual.read(document));
		return blocks.replaceAll("");
	}

	private static Path beside(String document, String link) {
		Path directory = Path.of(document).getParent();
		return (directory != null) ? directory.resolve(link).normalize() : Path.of(link);
	}

}

package io.kafkatojdbc.manual;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A document, with the blocks that people copy from it. */
final class Manual {

	// Before the documents, which are read with it.
	private static final Pattern PARTS = Pattern.compile(
			"^#+ +(?<title>[^\\n]+)$|^```(?<language>\\w*)\\n(?<text>.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

	/** The directory of all documents that the README leads to. */
	static final Path DIRECTORY = Path.of("doc");

	static final Manual README = new Manual("README.md");

	static final Manual HTTP = new Manual("doc/http.md");

	static final Manual OPERATING = new Manual("doc/operating.md");

	static final Manual SETTINGS = new Manual("doc/settings.md");

	static final Manual TUNING = new Manual("doc/tuning.md");

	static final String COMMANDS = "sh";

	private final String name;

	private final List<Block> blocks = new ArrayList<>();

	private Manual(String name) {
		this.name = name;
		String section = "";
		Matcher parts = PARTS.matcher(read(name));
		while (parts.find()) {
			if (parts.group("title") != null) {
				section = parts.group("title");
			}
			else {
				this.blocks.add(new Block(section, parts.group("language"), parts.group("text")));
			}
		}
	}

	/** Returns the README and every document in {@link #DIRECTORY}. */
	static List<Manual> all() {
		return Stream.concat(Stream.of(README), documents().map(Manual::new)).toList();
	}

	/** Returns the names of the documents in {@link #DIRECTORY}. */
	static Stream<String> documents() {
		try (Stream<Path> files = Files.list(DIRECTORY)) {
			return files.map((file) -> file.toString().replace(File.separatorChar, '/'))
				.filter((name) -> name.endsWith(".md"))
				.sorted()
				.toList()
				.stream();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static String read(String name) {
		try {
			return Files.readString(Path.of(name));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	String name() {
		return this.name;
	}

	List<Block> blocks() {
		return this.blocks;
	}

	/** The texts of a section's blocks in one language. */
	List<String> blocks(String section, String language) {
		return this.blocks.stream()
			.filter((block) -> block.section().equals(section) && block.language().equals(language))
			.map(Block::text)
			.toList();
	}

	/** The commands of a section, one after the other. */
	List<String> commands(String section) {
		return blocks(section, COMMANDS).stream().flatMap(Manual::commandsOf).toList();
	}

	private static Stream<String> commandsOf(String block) {
		// A backslash at the end of a line has the command go on.
		return Stream.of(block.replace("\\\n", "\\\r").split("\n"))
			.map((line) -> line.replace('\r', '\n'))
			.filter((line) -> !line.isBlank());
	}

	/**
	 * A block of a document.
	 *
	 * @param section the title above it
	 * @param language what it is written in, empty if it says nothing
	 * @param text what it contains
	 */
	record Block(String section, String language, String text) {
	}

}

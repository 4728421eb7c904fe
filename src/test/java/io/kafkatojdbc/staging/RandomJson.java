package io.kafkatojdbc.staging;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Well-formed documents for a film's columns, with everything that is hard to escape. */
final class RandomJson {

	private static final String HARD = "\\\"\t\n\r\b\f/{},'NDxu0.é€\uFFFF\u007F \u0001";

	private final Random random;

	RandomJson(Random random) {
		this.random = random;
	}

	String document() {
		List<String> fields = new ArrayList<>();
		fields.add("\"id\": " + scalar());
		fields.add("\"name\":" + quoted(text()));
		fields.add("\"attributes\" :" + value(4));
		fields.add("\"tags\":" + array(() -> quoted(text())));
		fields.add(quoted("ignored" + text()) + ":" + value(2));
		Collections.shuffle(fields, this.random);
		return fields.stream()
			.limit(1 + this.random.nextInt(fields.size()))
			.collect(Collectors.joining(", ", "{", "}" + " ".repeat(this.random.nextInt(3))));
	}

	String text() {
		StringBuilder text = new StringBuilder();
		for (int i = this.random.nextInt(12); i > 0; i--) {
			switch (this.random.nextInt(4)) {
				case 0 -> text.append(HARD.charAt(this.random.nextInt(HARD.length())));
				case 1 -> text.appendCodePoint(0x10000 + this.random.nextInt(0x100000));
				case 2 -> text.append((char) (1 + this.random.nextInt(0xD7FF)));
				default -> text.append((char) ('a' + this.random.nextInt(26)));
			}
		}
		return text.toString();
	}

	String quoted(String text) {
		return text.chars().mapToObj(this::character).collect(Collectors.joining("", "\"", "\""));
	}

	// surrogates are escaped by pairs only, since half a pair is nothing in UTF-8
	private String character(int character) {
		boolean hasToBe = character < ' ' || character == '"' || character == '\\';
		boolean mayBe = !Character.isSurrogate((char) character) && this.random.nextInt(8) == 0;
		return (hasToBe || mayBe) ? "\\u%04x".formatted(character) : String.valueOf((char) character);
	}

	private String value(int depth) {
		return switch (this.random.nextInt((depth > 0) ? 3 : 1)) {
			case 1 -> array(() -> value(depth - 1));
			case 2 -> "{%s : %s}".formatted(quoted(text()), value(depth - 1));
			default -> scalar();
		};
	}

	private String array(Supplier<String> element) {
		return IntStream.range(0, this.random.nextInt(4))
			.mapToObj((i) -> element.get())
			.collect(Collectors.joining(" ,", "[", "]"));
	}

	private String scalar() {
		return switch (this.random.nextInt(5)) {
			case 0 -> "null";
			case 1 -> String.valueOf(this.random.nextBoolean());
			case 2 -> String.valueOf(this.random.nextLong());
			case 3 -> this.random.nextInt() + "." + this.random.nextInt(1000) + "e" + this.random.nextInt(300);
			default -> quoted(text());
		};
	}

	/** A document with a few bytes changed, or cut off. */
	byte[] mutated(byte[] document) {
		byte[] mutated = document.clone();
		for (int i = this.random.nextInt(3); i >= 0; i--) {
			int at = this.random.nextInt(mutated.length);
			switch (this.random.nextInt(4)) {
				case 0 -> mutated[at] = (byte) this.random.nextInt(256);
				case 1 -> mutated[at] ^= (byte) (1 << this.random.nextInt(8));
				case 2 -> mutated = Arrays.copyOf(mutated, at + 1);
				default -> mutated[at] = (byte) "\"\\{}[]:,u0 1e.-".charAt(this.random.nextInt(15));
			}
		}
		return mutated;
	}

}

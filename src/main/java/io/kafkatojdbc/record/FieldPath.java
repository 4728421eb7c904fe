package io.kafkatojdbc.record;

import java.util.ArrayList;
import java.util.List;

/**
 * The way to a value in the structure of a record, as in {@code address.city} or
 * {@code lines[0].sku}. A name with other characters stands in brackets and quotes, as in
 * {@code ['a.b'].c}.
 *
 * @param steps the names of fields and the indexes of elements
 */
record FieldPath(List<Object> steps) {

	FieldPath {
		steps = List.copyOf(steps);
	}

	/**
	 * Parses a path.
	 * @throws IllegalArgumentException if the text is no path
	 */
	static FieldPath parse(String text) {
		Parser parser = new Parser(text);
		List<Object> steps = new ArrayList<>();
		while (!parser.isAtEnd()) {
			steps.add(parser.next(steps.isEmpty()));
		}
		if (steps.isEmpty()) {
			throw parser.wrong("it is empty");
		}
		return new FieldPath(steps);
	}

	/** Reads the steps of a path one after the other. */
	private static final class Parser {

		private final String text;

		private int at;

		Parser(String text) {
			this.text = text;
		}

		boolean isAtEnd() {
			return this.at == this.text.length();
		}

		Object next(boolean first) {
			if (this.text.charAt(this.at) == '[') {
				return this.text.startsWith("['", this.at) ? quoted() : index();
			}
			if (!first) {
				if (this.text.charAt(this.at) != '.') {
					throw wrong("a dot or a bracket is missing before '%s'".formatted(this.text.substring(this.at)));
				}
				this.at++;
			}
			return name();
		}

		private String name() {
			int from = this.at;
			while (!isAtEnd() && ".[]".indexOf(this.text.charAt(this.at)) < 0) {
				this.at++;
			}
			if (this.at == from) {
				throw wrong("a name is missing");
			}
			return this.text.substring(from, this.at);
		}

		private String quoted() {
			int end = this.text.indexOf("']", this.at);
			if (end < this.at + 2) {
				throw wrong("a name in brackets ends with ']");
			}
			String name = this.text.substring(this.at + 2, end);
			this.at = end + 2;
			return name;
		}

		private Integer index() {
			int end = this.text.indexOf(']', this.at);
			String digits = (end < 0) ? "" : this.text.substring(this.at + 1, end);
			if (digits.isEmpty() || digits.length() > 6
					|| !digits.chars().allMatch((each) -> each >= '0' && each <= '9')) {
				throw wrong("an index in brackets is a whole number, counted from 0");
			}
			this.at = end + 1;
			return Integer.valueOf(digits);
		}

		IllegalArgumentException wrong(String why) {
			return new IllegalArgumentException(
					"'%s' is no path like address.city or lines[0].sku: %s".formatted(this.text, why));
		}

	}

}

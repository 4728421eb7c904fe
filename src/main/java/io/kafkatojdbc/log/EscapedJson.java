package io.kafkatojdbc.log;

import org.springframework.boot.json.JsonWriter.Members;
import org.springframework.boot.json.JsonWriter.ValueProcessor;
import org.springframework.boot.logging.structured.StructuredLoggingJsonMembersCustomizer;

/**
 * Escapes control characters in logs that are JSON. JSON itself escapes only some of
 * them, and a reader that shows a text shows them all.
 */
class EscapedJson implements StructuredLoggingJsonMembersCustomizer<Object> {

	@Override
	public void customize(Members<Object> members) {
		members.applyingValueProcessor(ValueProcessor.of(String.class, EscapedJson::escape));
	}

	private static String escape(String text) {
		// In a JSON string a line end is harmless, and stack traces have many.
		return String.join("\n", text.lines().map(ControlCharacters::escape).toList());
	}

}

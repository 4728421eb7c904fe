package io.kafkatojdbc.registry;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;

/** What bytes look like that do not begin with the id of a schema. */
enum Appearance {

	/** There are no bytes. */
	EMPTY("it is empty", ""),

	/** A JSON object or array. */
	JSON("it looks like JSON", "json"),

	/** XML or HTML. */
	XML("it looks like XML", "text"),

	/** Data that is compressed with gzip. */
	GZIP("it looks like gzip", "bytes"),

	/** A file with Avro records, which has its schema in itself. */
	AVRO_FILE("it looks like a whole Avro file, which has its schema in itself", "bytes"),

	/** Avro's own frame for one object. */
	AVRO_OBJECT("it looks like Avro's single-object encoding, which names the schema by a fingerprint", "bytes"),

	/** Text in UTF-8. */
	TEXT("it looks like text", "text"),

	/** Anything else. */
	BINARY("", "bytes");

	private static final int SHOWN_BYTES = 8;

	private static final byte[] GZIP_BEGIN = { 0x1F, (byte) 0x8B };

	private static final byte[] FILE_BEGIN = { 'O', 'b', 'j', 1 };

	private static final byte[] OBJECT_BEGIN = { (byte) 0xC3, 1 };

	private final String words;

	private final String format;

	Appearance(String words, String format) {
		this.words = words;
		this.format = format;
	}

	/**
	 * Describes bytes.
	 * @param bytes the bytes
	 * @param setting the setting that chooses the format of such bytes
	 * @return how they begin, what they look like, and which value of the setting takes
	 * them
	 */
	static String describe(byte[] bytes, String setting) {
		Appearance appearance = of(bytes);
		String looks = appearance.words.isEmpty() ? "" : " and " + appearance.words;
		return (appearance == EMPTY) ? EMPTY.words : "it begins with %s%s; %s=%s takes it"
			.formatted(begin(bytes, appearance), looks, setting, appearance.format);
	}

	private static Appearance of(byte[] bytes) {
		if (bytes.length == 0) {
			return EMPTY;
		}
		if (begins(bytes, GZIP_BEGIN)) {
			return GZIP;
		}
		if (begins(bytes, FILE_BEGIN)) {
			return AVRO_FILE;
		}
		return begins(bytes, OBJECT_BEGIN) ? AVRO_OBJECT : text(bytes);
	}

	private static boolean begins(byte[] bytes, byte[] with) {
		return bytes.length >= with.length && Arrays.equals(bytes, 0, with.length, with, 0, with.length);
	}

	private static Appearance text(byte[] bytes) {
		String text = decoded(bytes).strip();
		if (text.isEmpty()) {
			return BINARY;
		}
		return switch (text.charAt(0)) {
			case '{', '[' -> JSON;
			case '<' -> XML;
			default -> TEXT;
		};
	}

	/** Returns the text, or an empty text if the bytes are not printable text. */
	private static String decoded(byte[] bytes) {
		try {
			String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
			boolean printable = text.chars().noneMatch((c) -> Character.isISOControl(c) && !Character.isWhitespace(c));
			return printable ? text : "";
		}
		catch (CharacterCodingException ex) {
			return "";
		}
	}

	private static String begin(byte[] bytes, Appearance appearance) {
		return switch (appearance) {
			case JSON, XML -> "'%c'".formatted(decoded(bytes).strip().charAt(0));
			default -> "the bytes " + HexFormat.ofDelimiter(" ")
				.formatHex(bytes, 0, Math.min(bytes.length, SHOWN_BYTES))
				.toUpperCase(Locale.ROOT);
		};
	}

}

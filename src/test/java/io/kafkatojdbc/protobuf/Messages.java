package io.kafkatojdbc.protobuf;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.TextFormat;

/** Messages to test with, which Google's library writes. */
public final class Messages {

	/** A schema with a field of each type. */
	public static final Path EVERYTHING = Path.of("src", "test", "resources", "protobuf-types.proto");

	private Messages() {
	}

	/**
	 * Compiles the schema with a field of each type.
	 * @return the message with these fields
	 */
	public static Descriptor everything() {
		try {
			return type(Files.readString(EVERYTHING));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/**
	 * Compiles a schema that imports only what is built in.
	 * @param schema the text of a schema
	 * @return its first message
	 */
	public static Descriptor type(String schema) {
		try {
			return new SchemaFiles((name) -> null).file("test.proto", schema).getMessageTypes().get(0);
		}
		catch (SchemaException ex) {
			throw new IllegalArgumentException(ex.getMessage(), ex);
		}
	}

	/**
	 * Returns the bytes of a message.
	 * @param type its type
	 * @param text the message in Protobuf's text format
	 * @return the bytes
	 */
	public static byte[] bytes(Descriptor type, String text) {
		try {
			DynamicMessage.Builder message = DynamicMessage.newBuilder(type);
			TextFormat.merge(text, message);
			return message.buildPartial().toByteArray();
		}
		catch (TextFormat.ParseException ex) {
			throw new IllegalArgumentException(text, ex);
		}
	}

}

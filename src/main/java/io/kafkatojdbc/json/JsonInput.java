package io.kafkatojdbc.json;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;

/**
 * Lets one parser read record after record, because creating a parser takes most of the
 * time of reading a small record. The parser gets one value, and then the end of the
 * stream until the next value begins. A parser that failed to read a record cannot read
 * the next one.
 * <p>
 * Only one thread at a time may use an instance.
 */
final class JsonInput extends InputStream {

	/**
	 * The bytes that a new parser gets. A parser looks at four bytes to detect the
	 * encoding.
	 */
	private static final byte[] BLANKS = "    ".getBytes(StandardCharsets.US_ASCII);

	private @Nullable JsonParser parser;

	private byte[] value = BLANKS;

	/** The number of bytes of the value that the parser has got. */
	private int given;

	private long start;

	/**
	 * Begins a record.
	 * @param next the value of the record, in UTF-8
	 * @return a parser that reads this value next
	 */
	JsonParser begin(byte[] next) {
		JsonParser current = this.parser;
		if (current == null) {
			current = Json.FACTORY.createParser(ObjectReadContext.empty(), this);
			this.parser = current;
		}
		this.start += this.given;
		this.value = next;
		this.given = 0;
		return current;
	}

	/** Returns the position of the record in all that the parser has read. */
	long start() {
		return this.start;
	}

	/**
	 * Returns whether the parser has reached the end of the record, or has only blanks
	 * before the end.
	 */
	boolean isAtEnd(JsonParser current) {
		int at = (int) (current.currentLocation().getByteOffset() - this.start);
		while (at < this.value.length && isBlank(this.value[at])) {
			at++;
		}
		return at == this.value.length;
	}

	private static boolean isBlank(byte character) {
		return character == ' ' || character == '\n' || character == '\r' || character == '\t';
	}

	/**
	 * Closes the parser, which returns the buffers that it has borrowed. The next record
	 * gets a new parser.
	 */
	void end() {
		if (this.parser != null) {
			this.parser.close();
			this.parser = null;
		}
		this.value = BLANKS;
		this.given = 0;
		this.start = 0;
	}

	@Override
	public int read() {
		byte[] one = new byte[1];
		return (read(one, 0, 1) < 0) ? -1 : one[0] & 0xFF;
	}

	@Override
	public int read(byte[] target, int offset, int length) {
		int count = Math.min(length, this.value.length - this.given);
		if (count == 0) {
			return -1;
		}
		System.arraycopy(this.value, this.given, target, offset, count);
		this.given += count;
		return count;
	}

}

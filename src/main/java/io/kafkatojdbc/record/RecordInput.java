package io.kafkatojdbc.record;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;

/**
 * Has one parser read record after record, because a parser of its own is most of what
 * reading a small record takes. The parser gets one value, and its end until another one
 * begins. A parser that did not like a record is of no use for the next one.
 * <p>
 * To be used by one thread at a time.
 */
final class RecordInput extends InputStream {

	/** A parser looks at as many bytes to find out about the encoding. */
	private static final byte[] BLANKS = "    ".getBytes(StandardCharsets.US_ASCII);

	private @Nullable JsonParser parser;

	private byte[] value = BLANKS;

	/** How much of the value the parser has got. */
	private int given;

	private long start;

	/**
	 * Begins a record.
	 * @param next its value, in UTF-8
	 * @return a parser that goes on with this value
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

	/** Returns where the record begins in all that the parser has read. */
	long start() {
		return this.start;
	}

	/**
	 * Tells whether the parser has reached the record's end, or has but blanks before it.
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

	/** Takes another parser from now on. Gives back what this one has borrowed. */
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

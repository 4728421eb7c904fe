package io.kafkatojdbc.avro;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.record.UnreadableRecordException;

/**
 * Reads Avro's binary encoding from a buffer. Nothing is read beyond the buffer's end,
 * and no length that the data claims is trusted.
 */
final class AvroInput {

	/**
	 * The number of elements that may take no byte, as those of an array of nulls. Each
	 * other element takes a byte of its own.
	 */
	private static final int MOST_EMPTY = 10_000;

	private static final int LONG_BITS = 70;

	private static final int INT_BYTES = 5;

	private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();

	private byte[] bytes = {};

	private int position;

	private long elements;

	private char[] chars = new char[1_024];

	private int length;

	void begin(byte[] data, int from) {
		this.bytes = data;
		this.position = from;
		this.elements = (long) data.length + MOST_EMPTY;
	}

	int position() {
		return this.position;
	}

	/** Returns to an earlier position, to read a value once more. */
	void reset(int earlier) {
		this.elements += this.position - earlier;
		this.position = earlier;
	}

	int remaining() {
		return this.bytes.length - this.position;
	}

	long number() throws UnreadableRecordException {
		long value = 0;
		for (int shift = 0; shift < LONG_BITS; shift += 7) {
			if (this.position == this.bytes.length) {
				throw tooShort();
			}
			byte next = this.bytes[this.position++];
			value |= (next & 0x7FL) << shift;
			if (next >= 0) {
				return (value >>> 1) ^ -(value & 1);
			}
		}
		throw wrong("a number has more than 10 bytes");
	}

	int intNumber() throws UnreadableRecordException {
		int from = this.position;
		long value = number();
		if (value != (int) value || this.position - from > INT_BYTES) {
			throw wrong("%d is no int".formatted(value));
		}
		return (int) value;
	}

	/** Reads the index of one of so many things. */
	int index(int count, String what) throws UnreadableRecordException {
		int index = intNumber();
		if (index < 0 || index >= count) {
			throw wrong("%d is no index of %s, which has %d".formatted(index, what, count));
		}
		return index;
	}

	boolean truth() throws UnreadableRecordException {
		require(1);
		byte next = this.bytes[this.position++];
		if (next != 0 && next != 1) {
			throw wrong("%d is no boolean".formatted(next));
		}
		return next == 1;
	}

	float floatNumber() throws UnreadableRecordException {
		return Float.intBitsToFloat((int) littleEndian(Float.BYTES));
	}

	double doubleNumber() throws UnreadableRecordException {
		return Double.longBitsToDouble(littleEndian(Double.BYTES));
	}

	/** Reads a number of some bytes without sign, which begins with the lowest byte. */
	long littleEndian(int size) throws UnreadableRecordException {
		require(size);
		long value = 0;
		for (int i = size - 1; i >= 0; i--) {
			value = value << 8 | (this.bytes[this.position + i] & 0xFF);
		}
		this.position += size;
		return value;
	}

	/** Reads the length of a text or of bytes, which are there. */
	int length() throws UnreadableRecordException {
		long size = number();
		if (size < 0) {
			throw wrong("the length %d is below 0".formatted(size));
		}
		require(size);
		return (int) size;
	}

	byte[] bytes(int size) throws UnreadableRecordException {
		skip(size);
		return Arrays.copyOfRange(this.bytes, this.position - size, this.position);
	}

	void skip(long size) throws UnreadableRecordException {
		require(size);
		this.position += (int) size;
	}

	/**
	 * Reads a text.
	 * @return the number of its characters, which are in {@link #chars}
	 */
	int text() throws UnreadableRecordException {
		int size = length();
		if (size > this.chars.length) {
			this.chars = new char[Math.max(size, 2 * this.chars.length)];
		}
		int to = this.position + size;
		for (this.length = 0; this.length < size && this.bytes[this.position + this.length] >= 0; this.length++) {
			this.chars[this.length] = (char) this.bytes[this.position + this.length];
		}
		if (this.length < size) {
			decode(size);
		}
		this.position = to;
		return this.length;
	}

	private void decode(int size) throws UnreadableRecordException {
		CharBuffer out = CharBuffer.wrap(this.chars);
		if (this.utf8.reset().decode(ByteBuffer.wrap(this.bytes, this.position, size), out, true).isError()) {
			throw new UnreadableRecordException(RejectionCode.INVALID_UTF8, "a text is not UTF-8");
		}
		this.length = out.position();
	}

	char[] chars() {
		return this.chars;
	}

	/**
	 * Begins a block of elements.
	 * @return the number of elements, which is 0 behind the last block
	 */
	long block() throws UnreadableRecordException {
		long count = number();
		if (count < 0) {
			// Its size in bytes follows, for those who skip it.
			count = -count;
			long size = number();
			if (size < 0 || size > remaining()) {
				throw wrong("a block of %d bytes is longer than the value".formatted(size));
			}
		}
		this.elements -= count;
		if (count < 0 || this.elements < 0) {
			throw wrong("a block has more elements than the value has bytes");
		}
		return count;
	}

	private void require(long size) throws UnreadableRecordException {
		if (size > remaining()) {
			throw tooShort();
		}
	}

	private static UnreadableRecordException tooShort() {
		return wrong("it ends too early");
	}

	static UnreadableRecordException wrong(String why) {
		return new UnreadableRecordException(RejectionCode.NOT_AVRO, "the data is not Avro of its schema: " + why);
	}

}

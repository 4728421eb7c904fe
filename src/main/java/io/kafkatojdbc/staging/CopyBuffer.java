package io.kafkatojdbc.staging;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.record.UnreadableRecordException;

/** A growing, reusable buffer of bytes in one of COPY's formats. */
final class CopyBuffer {

	private static final VarHandle SHORT = bigEndian(short[].class);

	private static final VarHandle INT = bigEndian(int[].class);

	private static final VarHandle LONG = bigEndian(long[].class);

	private static final byte[] ZEROES = { '0', '0', '0', '0' };

	private static final int INITIAL = 1 << 16;

	/** A buffer that huge records made larger than this, in bytes, is not kept. */
	private static final int LARGEST_KEPT = 1 << 24;

	private static final int LARGEST = Integer.MAX_VALUE - 8;

	private byte[] bytes = new byte[INITIAL];

	private int length;

	private static VarHandle bigEndian(Class<?> view) {
		return MethodHandles.byteArrayViewVarHandle(view, ByteOrder.BIG_ENDIAN);
	}

	void clear() {
		this.length = 0;
		if (this.bytes.length > LARGEST_KEPT) {
			this.bytes = new byte[INITIAL];
		}
	}

	int length() {
		return this.length;
	}

	void truncate(int length) {
		this.length = length;
	}

	byte[] bytes() {
		return this.bytes;
	}

	/** Returns the byte that was added last. */
	byte last() {
		return this.bytes[this.length - 1];
	}

	void add(char ascii) {
		reserve(1);
		this.bytes[this.length++] = (byte) ascii;
	}

	void add(byte[] source) {
		add(source, 0, source.length);
	}

	void add(byte[] source, int from, int to) {
		reserve(to - from);
		System.arraycopy(source, from, this.bytes, this.length, to - from);
		this.length += to - from;
	}

	void addByte(byte value) {
		reserve(Byte.BYTES);
		this.bytes[this.length++] = value;
	}

	void addShort(short value) {
		reserve(Short.BYTES);
		SHORT.set(this.bytes, this.length, value);
		this.length += Short.BYTES;
	}

	void addInt(int value) {
		reserve(Integer.BYTES);
		this.length += Integer.BYTES;
		setInt(this.length - Integer.BYTES, value);
	}

	void addLong(long value) {
		reserve(Long.BYTES);
		this.length += Long.BYTES;
		setLong(this.length - Long.BYTES, value);
	}

	void setInt(int at, int value) {
		INT.set(this.bytes, at, value);
	}

	void setLong(int at, long value) {
		LONG.set(this.bytes, at, value);
	}

	void addNumber(long number) {
		int width = 1;
		for (long rest = number / 10; rest > 0; rest /= 10) {
			width++;
		}
		addNumber(number, width);
	}

	void addNumber(long number, int width) {
		reserve(width);
		this.length += width;
		setNumber(this.length - width, number, width);
	}

	void setNumber(int at, long number, int width) {
		long rest = number;
		for (int i = at + width - 1; i >= at; i--) {
			this.bytes[i] = (byte) ('0' + rest % 10);
			rest /= 10;
		}
	}

	void addText(char[] text, int from, int to, Escapes escapes) throws UnreadableRecordException {
		int at = from;
		while (at < to) {
			at = addPlain(text, at, to, escapes);
			if (at < to) {
				at += addSpecial(text, at, to, escapes);
			}
		}
	}

	private int addPlain(char[] text, int from, int to, Escapes escapes) {
		reserve(to - from);
		int at = from;
		int end = this.length;
		while (at < to && text[at] < 0x80 && escapes.isPlain(text[at])) {
			this.bytes[end++] = (byte) text[at++];
		}
		this.length = end;
		return at;
	}

	private int addSpecial(char[] text, int at, int to, Escapes escapes) throws UnreadableRecordException {
		char special = text[at];
		if (special == 0) {
			throw zeroCharacter();
		}
		if (special < 0x80) {
			add(escapes.of(special));
			return 1;
		}
		if (!Character.isSurrogate(special)) {
			addCodePoint(special);
			return 1;
		}
		if (at + 1 == to || !Character.isSurrogatePair(special, text[at + 1])) {
			throw new UnreadableRecordException(RejectionCode.WRONG_VALUE, "half of a surrogate pair is no character");
		}
		addCodePoint(Character.toCodePoint(special, text[at + 1]));
		return 2;
	}

	private void addCodePoint(int codePoint) {
		reserve(4);
		if (codePoint < 0x800) {
			this.bytes[this.length++] = (byte) (0xC0 | codePoint >> 6);
		}
		else if (codePoint < 0x10000) {
			this.bytes[this.length++] = (byte) (0xE0 | codePoint >> 12);
			addContinuation(codePoint >> 6);
		}
		else {
			this.bytes[this.length++] = (byte) (0xF0 | codePoint >> 18);
			addContinuation(codePoint >> 12);
			addContinuation(codePoint >> 6);
		}
		addContinuation(codePoint);
	}

	private void addContinuation(int bits) {
		this.bytes[this.length++] = (byte) (0x80 | (bits & 0x3F));
	}

	// The JSON is well-formed, so a character follows each backslash.
	void addJson(byte[] json, int from, int to, Escapes escapes) throws UnreadableRecordException {
		int at = from;
		while (at < to) {
			reserve(to - at);
			while (at < to && (json[at] < 0 || escapes.isPlain(json[at]))) {
				this.bytes[this.length++] = json[at++];
			}
			if (at < to) {
				at += addSpecialJson(json, at, escapes);
			}
		}
	}

	private int addSpecialJson(byte[] json, int at, Escapes escapes) throws UnreadableRecordException {
		add(escapes.of(json[at]));
		if (json[at] != '\\') {
			return 1;
		}
		if (json[at + 1] == 'u' && Arrays.equals(json, at + 2, at + 6, ZEROES, 0, ZEROES.length)) {
			throw zeroCharacter();
		}
		add(escapes.of(json[at + 1]));
		return 2;
	}

	private static UnreadableRecordException zeroCharacter() {
		return new UnreadableRecordException(RejectionCode.NUL_CHARACTER,
				"PostgreSQL cannot store the character U+0000");
	}

	private void reserve(int more) {
		if (more > this.bytes.length - this.length) {
			grow(more);
		}
	}

	private void grow(int more) {
		long needed = (long) this.length + more;
		if (needed > LARGEST) {
			throw new IllegalStateException("The rows of one poll take more than 2 GB; poll fewer records at once");
		}
		long doubled = Math.min(LARGEST, 2L * this.bytes.length);
		this.bytes = Arrays.copyOf(this.bytes, (int) Math.max(needed, doubled));
	}

}

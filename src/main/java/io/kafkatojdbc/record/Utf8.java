package io.kafkatojdbc.record;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Refuses bytes that are not UTF-8 text, because JSON parsers accept much that is not
 * UTF-8.
 * <p>
 * A zero byte is refused, too. No JSON contains a zero byte, and it would make a parser
 * guess that the text is UTF-16.
 */
public final class Utf8 {

	private static final VarHandle EIGHT_BYTES = MethodHandles.byteArrayViewVarHandle(long[].class,
			ByteOrder.LITTLE_ENDIAN);

	private static final long LOW_BITS = 0x0101010101010101L;

	private static final long HIGH_BITS = 0x8080808080808080L;

	/** The smallest code point of a sequence with 0, 1, 2 or 3 continuation bytes. */
	private static final int[] SMALLEST = { 1, 0x80, 0x800, 0x10000 };

	private Utf8() {
	}

	/**
	 * Refuses bytes that are not UTF-8 text.
	 * @param bytes the bytes
	 * @throws UnreadableRecordException if the bytes are not UTF-8, or have a zero
	 */
	public static void check(byte[] bytes) throws UnreadableRecordException {
		int at = 0;
		while (at < bytes.length) {
			at = skipAscii(bytes, at);
			if (at < bytes.length) {
				at += sequenceLength(bytes, at);
			}
		}
	}

	/**
	 * Returns bytes as text, if they are UTF-8.
	 * @param bytes the bytes
	 * @return the text, or empty if they are not UTF-8
	 */
	public static Optional<String> decode(byte[] bytes) {
		try {
			check(bytes);
			return Optional.of(new String(bytes, StandardCharsets.UTF_8));
		}
		catch (UnreadableRecordException ex) {
			return Optional.empty();
		}
	}

	private static int skipAscii(byte[] bytes, int from) {
		int at = from;
		while (at <= bytes.length - Long.BYTES && isAsciiWithoutZero((long) EIGHT_BYTES.get(bytes, at))) {
			at += Long.BYTES;
		}
		while (at < bytes.length && bytes[at] > 0) {
			at++;
		}
		return at;
	}

	private static boolean isAsciiWithoutZero(long eight) {
		return ((eight | (eight - LOW_BITS)) & HIGH_BITS) == 0;
	}

	private static int sequenceLength(byte[] bytes, int at) throws UnreadableRecordException {
		int more = continuationBytes(bytes[at]);
		if (more < 0 || at + more >= bytes.length) {
			throw invalid(at);
		}
		int codePoint = (more == 0) ? bytes[at] : bytes[at] & (0x3F >> more);
		for (int i = at + 1; i <= at + more; i++) {
			if ((bytes[i] & 0xC0) != 0x80) {
				throw invalid(at);
			}
			codePoint = codePoint << 6 | (bytes[i] & 0x3F);
		}
		if (codePoint < SMALLEST[more] || !isCharacter(codePoint)) {
			throw invalid(at);
		}
		return more + 1;
	}

	private static int continuationBytes(byte lead) {
		int ones = Integer.numberOfLeadingZeros(~(lead << 24));
		return switch (ones) {
			case 0 -> 0;
			case 2, 3, 4 -> ones - 1;
			default -> -1;
		};
	}

	private static boolean isCharacter(int codePoint) {
		return codePoint <= Character.MAX_CODE_POINT
				&& (codePoint < Character.MIN_SURROGATE || codePoint > Character.MAX_SURROGATE);
	}

	private static UnreadableRecordException invalid(int at) {
		return new UnreadableRecordException(RejectionCode.INVALID_UTF8,
				"the value is not UTF-8 text: wrong byte at position " + at);
	}

}

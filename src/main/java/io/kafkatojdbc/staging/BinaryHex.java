package io.kafkatojdbc.staging;

/** Writes bytes that are given as hexadecimal digits in COPY's binary format. */
final class BinaryHex {

	private static final String UUID_PATTERN = "hhhhhhhh-hhhh-hhhh-hhhh-hhhhhhhhhhhh";

	private BinaryHex() {
	}

	static boolean uuid(TextSlice text, CopyBuffer out) {
		if (text.length() != UUID_PATTERN.length() || !text.matches(0, UUID_PATTERN)) {
			return false;
		}
		for (int at = 0; at < UUID_PATTERN.length(); at += (text.at(at) == '-') ? 1 : 2) {
			if (text.at(at) != '-') {
				out.addByte(hex(text, at));
			}
		}
		return true;
	}

	static boolean bytea(TextSlice text, CopyBuffer out) {
		if (text.length() % 2 != 0 || !text.matches(0, "\\x")) {
			return false;
		}
		for (int at = 2; at < text.length(); at += 2) {
			if (!text.matches(at, "hh")) {
				return false;
			}
			out.addByte(hex(text, at));
		}
		return true;
	}

	private static byte hex(TextSlice text, int at) {
		return (byte) (Character.digit(text.at(at), 16) << 4 | Character.digit(text.at(at + 1), 16));
	}

}

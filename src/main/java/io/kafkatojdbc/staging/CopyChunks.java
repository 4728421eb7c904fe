package io.kafkatojdbc.staging;

import java.sql.SQLException;

import org.postgresql.copy.CopyIn;

/** Sends encoded rows to the server in chunks. */
final class CopyChunks {

	/** The signature, no flags, and no header extension. */
	private static final byte[] BINARY_HEADER = { 'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0,
			0, 0, 0, 0, 0, 0 };

	private static final byte[] BINARY_TRAILER = { -1, -1 };

	/**
	 * The size of a chunk in bytes. Larger chunks are cheaper to send, but the server can
	 * parse a small chunk while the next one is sent.
	 */
	private static final int CHUNK = 1 << 16;

	private CopyChunks() {
	}

	static void writeBinary(CopyIn copy, byte[] rows, int to) throws SQLException {
		copy.writeToCopy(BINARY_HEADER, 0, BINARY_HEADER.length);
		write(copy, rows, 0, to);
		copy.writeToCopy(BINARY_TRAILER, 0, BINARY_TRAILER.length);
	}

	static void write(CopyIn copy, byte[] rows, int from, int to) throws SQLException {
		for (int at = from; at < to; at += CHUNK) {
			copy.writeToCopy(rows, at, Math.min(CHUNK, to - at));
		}
	}

}

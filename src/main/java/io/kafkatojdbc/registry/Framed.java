package io.kafkatojdbc.registry;

import java.util.ArrayList;
import java.util.List;

import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.record.UnreadableRecordException;

/**
 * The value or key of a record whose schema is in a registry.
 */
public final class Framed {

	/** A varint has 7 bits in each byte. */
	private static final int VARINT_BITS = 35;

	private final SchemaId id;

	private final byte[] idBytes;

	private final int idEnd;

	private final boolean inFront;

	/**
	 * Creates a value or key.
	 * @param id the id of its schema
	 * @param idBytes the bytes that the id was read from
	 * @param idEnd where the id ends in these bytes
	 * @param inFront whether these bytes are the value or key itself, and no header
	 */
	Framed(SchemaId id, byte[] idBytes, int idEnd, boolean inFront) {
		this.id = id;
		this.idBytes = idBytes;
		this.idEnd = idEnd;
		this.inFront = inFront;
	}

	/**
	 * Returns the id of the schema.
	 * @return the id
	 */
	public SchemaId id() {
		return this.id;
	}

	/**
	 * Returns where the data begins in the value or key. Protobuf's message indexes still
	 * come before the data, so a reader of Protobuf uses {@link #messageIndexes()}.
	 * @return the offset in bytes
	 */
	public int offset() {
		return this.inFront ? this.idEnd : 0;
	}

	/**
	 * Reads Protobuf's message indexes. They follow the id, also if the id is in a
	 * header.
	 * @return the indexes, and where the message begins
	 * @throws UnreadableRecordException if there are none
	 */
	public MessageIndexes messageIndexes() throws UnreadableRecordException {
		Varints in = new Varints(this.idBytes, this.idEnd);
		int count = in.next();
		if (count < 0 || count > this.idBytes.length - in.position) {
			throw noIndexes();
		}
		List<Integer> indexes = new ArrayList<>(count);
		for (int i = 0; i < count; i++) {
			indexes.add(in.next());
		}
		// A single 0 stands for the list of a single 0.
		return new MessageIndexes((count > 0) ? List.copyOf(indexes) : MessageIndexes.FIRST,
				this.inFront ? in.position : 0);
	}

	private static UnreadableRecordException noIndexes() {
		return new UnreadableRecordException(RejectionCode.NOT_FRAMED,
				"no indexes of a Protobuf message follow the schema's id");
	}

	/** Reads numbers of variable length, in zigzag notation. */
	private static final class Varints {

		private final byte[] bytes;

		private int position;

		private Varints(byte[] bytes, int position) {
			this.bytes = bytes;
			this.position = position;
		}

		private int next() throws UnreadableRecordException {
			int value = 0;
			for (int shift = 0; shift < VARINT_BITS; shift += 7) {
				if (this.position >= this.bytes.length) {
					throw noIndexes();
				}
				byte read = this.bytes[this.position++];
				value |= (read & 0x7F) << shift;
				if (read >= 0) {
					return (value >>> 1) ^ -(value & 1);
				}
			}
			throw noIndexes();
		}

	}

}

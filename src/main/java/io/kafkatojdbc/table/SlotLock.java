package io.kafkatojdbc.table;

/** How a slot is locked while it is emptied, and how it is emptied then. */
public enum SlotLock {

	/**
	 * The slot is truncated, which takes a millisecond and leaves no dead rows. Every
	 * session that has the slot in use is in the way, also a session that has only read.
	 */
	TRUNCATE("ACCESS EXCLUSIVE"),

	/**
	 * The rows of the slot are deleted. Sessions that only read are not in the way.
	 * Sessions that write are, because they could add rows after the deletion. The dead
	 * rows remain until the slot is truncated.
	 */
	DELETE("SHARE ROW EXCLUSIVE");

	private final String mode;

	SlotLock(String mode) {
		this.mode = mode;
	}

	String mode() {
		return this.mode;
	}

}

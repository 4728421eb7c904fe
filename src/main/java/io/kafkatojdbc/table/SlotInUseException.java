package io.kafkatojdbc.table;

import org.springframework.dao.CannotAcquireLockException;

/** Another session uses a slot, so that the slot cannot be emptied. */
public class SlotInUseException extends CannotAcquireLockException {

	private final int slot;

	SlotInUseException(int slot) {
		this(slot, "A batch waits, because slot %d of the staging table can't be emptied while another session uses it"
			.formatted(slot));
	}

	private SlotInUseException(int slot, String message) {
		super(message);
		this.slot = slot;
	}

	/**
	 * Returns the slot.
	 * @return 0 or 1
	 */
	public int slot() {
		return this.slot;
	}

	/**
	 * Returns the same exception with more words.
	 * @param words what else there is to say
	 * @return the exception
	 */
	public SlotInUseException with(String words) {
		return new SlotInUseException(this.slot, getMessage() + words);
	}

}

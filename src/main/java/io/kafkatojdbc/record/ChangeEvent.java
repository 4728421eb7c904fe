package io.kafkatojdbc.record;

import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * Says what an event of Debezium does to a row, whatever the format of the event. A
 * reader notes what the event has, and asks for its effect when the event has been read.
 * <p>
 * Only one thread at a time may use an instance.
 */
public final class ChangeEvent {

	/** The field that has the row as it was. */
	public static final String BEFORE = "before";

	/** The field that has the row as it is now. */
	public static final String AFTER = "after";

	/** The field that has the letter of the operation. */
	public static final String OP = "op";

	/** The other fields of an event. */
	static final Set<String> FIELDS = Set.of(OP, "source", "ts_ms", "ts_us", "ts_ns", "transaction");

	private final RecordShape shape;

	private @Nullable String op;

	private boolean before;

	private boolean after;

	/**
	 * Creates an event.
	 * @param shape what is declared about events
	 */
	public ChangeEvent(RecordShape shape) {
		this.shape = shape;
	}

	/** Begins an event, which has nothing yet. */
	public void clear() {
		this.op = null;
		this.before = false;
		this.after = false;
	}

	/**
	 * Notes the operation.
	 * @param letter the letter of the operation
	 */
	public void op(String letter) {
		this.op = letter;
	}

	/** Notes that the event has a row as it was. */
	public void hasBefore() {
		this.before = true;
	}

	/** Notes that the event has a row as it is now. */
	public void hasAfter() {
		this.after = true;
	}

	/**
	 * Returns whether the event says what it does. What does not is no event.
	 * @return whether there is an operation
	 */
	public boolean hasOp() {
		return this.op != null;
	}

	/**
	 * Returns what the event does to a row.
	 * @return the effect
	 * @throws UnreadableRecordException if the event has no effect that a row can show
	 */
	public Effect effect() throws UnreadableRecordException {
		String letter = String.valueOf(this.op);
		if (this.shape.skips(letter)) {
			return Effect.NONE;
		}
		return switch (letter) {
			case "c", "r", "u" -> stays(letter);
			case "d" -> this.before ? Effect.DELETE : Effect.DELETE_BY_KEY;
			case "t" -> throw wrong("the table was emptied with TRUNCATE (op t), which no row can say; "
					+ "empty the target, and have such events skipped with ingest.record.skip-ops=m,t");
			case "m" -> throw wrong("a message (op m) is no row; ingest.record.skip-ops=m skips such events");
			default -> throw wrong("Debezium has no operation '%s'".formatted(letter));
		};
	}

	private Effect stays(String letter) throws UnreadableRecordException {
		if (!this.after) {
			throw wrong("an event with op %s needs the row in 'after'".formatted(letter));
		}
		return Effect.ROW;
	}

	private static UnreadableRecordException wrong(String why) {
		return new UnreadableRecordException(RejectionCode.WRONG_ENVELOPE, why);
	}

	/** What a record does to a row. */
	public enum Effect {

		/** The record has the row as it is now. */
		ROW,

		/** The record has the row that was deleted. */
		DELETE,

		/** The record's key is that of a row that was deleted. */
		DELETE_BY_KEY,

		/** The record is not about a row. */
		NONE

	}

}

package io.kafkatojdbc.ledger;

/**
 * The next offset in the ledger is not the offset that a consumer expected. Either
 * another consumer owns the partition now, or the database lost its last transactions in
 * a crash. The failed call wrote nothing, and the consumer continues from the offset in
 * the ledger.
 */
public class StaleOffsetException extends RuntimeException {

	StaleOffsetException(String message) {
		super(message);
	}

}

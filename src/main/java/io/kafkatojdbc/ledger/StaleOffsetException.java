package io.kafkatojdbc.ledger;

/**
 * The ledger is not where a consumer believed it to be: another consumer owns the
 * partition now, or the database lost its last moments in a crash. Nothing was written;
 * the consumer goes on from where the ledger says.
 */
public class StaleOffsetException extends RuntimeException {

	StaleOffsetException(String message) {
		super(message);
	}

}

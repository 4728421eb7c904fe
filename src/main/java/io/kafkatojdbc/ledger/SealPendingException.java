package io.kafkatojdbc.ledger;

import org.springframework.dao.CannotAcquireLockException;

/**
 * Nothing can be staged just now, because the open batch is being sealed and the seal
 * waits for other transactions. The failed call wrote nothing. The caller does not wait
 * any longer, so that a consumer goes on polling, and tries again soon.
 */
public class SealPendingException extends CannotAcquireLockException {

	SealPendingException() {
		super("The open batch is being sealed, and the seal waits for other transactions: try again in a moment");
	}

}

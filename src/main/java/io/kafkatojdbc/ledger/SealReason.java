package io.kafkatojdbc.ledger;

/** Why a batch was complete. */
public enum SealReason {

	/** It had enough rows. */
	ROWS,

	/** Its oldest row had waited long enough. */
	AGE,

	/** Nothing more came, and nothing was left to come. */
	QUIET,

	/** Somebody asked for it. */
	MANUAL

}

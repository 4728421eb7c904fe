package io.kafkatojdbc.rejected;

/** The state of a rejected record. */
enum RejectionState {

	/** The record waits for a decision. */
	WAITING,

	/** A retry has made the record a row of the staging table. */
	RETRIED,

	/** The record is not wanted, and its content is deleted. */
	DISCARDED

}

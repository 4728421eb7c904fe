package io.kafkatojdbc.rejected;

/**
 * What has become of a rejected record.
 */
enum RejectionState {

	/** Nobody has decided yet. */
	WAITING,

	/** It is a row of the staging table after all. */
	RETRIED,

	/** It is not wanted; what it contained is gone. */
	DISCARDED

}

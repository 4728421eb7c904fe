package io.kafkatojdbc.guarantees;

import java.util.List;

/**
 * What the guarantees are checked by, when everything should be in the target.
 *
 * @param sent what Kafka has acknowledged
 * @param audit what the database says
 * @param tail what became of the last records
 * @param pauses pauses without a reason
 */
record Evidence(Truth sent, Audit audit, Tail tail, List<String> pauses) {

	/**
	 * What became of the last records, after which no other came.
	 *
	 * @param merged whether they were merged in time
	 * @param seconds how long that took
	 */
	record Tail(boolean merged, double seconds) {
	}

}

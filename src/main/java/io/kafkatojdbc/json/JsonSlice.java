package io.kafkatojdbc.json;

/**
 * A value in a buffer of JSON.
 *
 * @param json the buffer
 * @param from where the value begins
 * @param to where the value ends
 */
@SuppressWarnings("ArrayRecordComponent") // Nobody compares slices.
record JsonSlice(byte[] json, int from, int to) {

	int length() {
		return this.to - this.from;
	}

}

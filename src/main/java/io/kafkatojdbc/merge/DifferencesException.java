package io.kafkatojdbc.merge;

import java.util.List;

/** A batch has differences, so the batch is not merged. */
class DifferencesException extends RuntimeException {

	DifferencesException(List<String> differences) {
		super("It does not add up: " + String.join("; ", differences));
	}

}

package io.kafkatojdbc.merge;

import java.util.List;

/** A batch does not add up, so it is not merged. */
public class DifferencesException extends RuntimeException {

	DifferencesException(List<String> differences) {
		super("It does not add up: " + String.join("; ", differences));
	}

}

package io.kafkatojdbc.demo;

/** Says in a line why the demo cannot run, and what to change. */
class DemoException extends RuntimeException {

	DemoException(String message) {
		super(message);
	}

}

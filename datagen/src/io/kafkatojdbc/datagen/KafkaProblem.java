package io.kafkatojdbc.datagen;

/** Says in one line why Kafka cannot be used. */
class KafkaProblem extends RuntimeException {

	KafkaProblem(String message) {
		super(message);
	}

}

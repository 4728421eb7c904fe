package io.kafkatojdbc.datagen;

/** Reports in one line why Kafka cannot be used. */
class KafkaProblem extends RuntimeException {

	KafkaProblem(String message) {
		super(message);
	}

}

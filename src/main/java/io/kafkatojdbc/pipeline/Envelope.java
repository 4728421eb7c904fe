package io.kafkatojdbc.pipeline;

import java.util.Locale;

/** What is around the row in the value of a record. */
public enum Envelope {

	/** The value is the row. */
	NONE,

	/** Kafka Connect's object of a schema and a payload. The payload is the row. */
	CONNECT,

	/**
	 * Debezium's event of a change, with or without Kafka Connect's object around it. The
	 * row is what the change has left, or what it has deleted.
	 */
	DEBEZIUM,

	/** A CloudEvent in structured or in binary mode. Its data is the row. */
	CLOUDEVENTS;

	@Override
	public String toString() {
		return name().toLowerCase(Locale.ROOT);
	}

}

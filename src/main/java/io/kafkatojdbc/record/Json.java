package io.kafkatojdbc.record;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/** How JSON of records is parsed, wherever it comes from. */
public final class Json {

	/** Kafka limits the length of a record already, and text is only passed through. */
	public static final JsonFactory FACTORY = JsonFactory.builder()
		.streamReadConstraints(StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
		.recyclerPool(JsonRecyclerPools.threadLocalPool())
		.build();

	private Json() {
	}

}

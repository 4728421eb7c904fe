package io.kafkatojdbc.json;

import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.JsonRecyclerPools;

/** The settings for parsing the JSON of records, whatever its source. */
public final class Json {

	/**
	 * Creates parsers. The length of strings is not limited, because Kafka limits the
	 * length of a record already and text is only passed through.
	 */
	public static final JsonFactory FACTORY = JsonFactory.builder()
		.streamReadConstraints(StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
		.recyclerPool(JsonRecyclerPools.threadLocalPool())
		.build();

	private Json() {
	}

}

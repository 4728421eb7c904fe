package io.kafkatojdbc.ledger;

import io.swagger.v3.oas.annotations.media.Schema;

/**
 * The place of a record in the topic.
 *
 * @param partition the partition
 * @param offset the offset
 */
@Schema(name = "Place")
public record RecordPlace(int partition, long offset) {

	/** The place before all records. */
	public static final RecordPlace BEGINNING = new RecordPlace(-1, -1);

	/**
	 * Returns the place that a text names.
	 * @param text the place, written {@code partition:offset}
	 * @return the place
	 */
	public static RecordPlace of(String text) {
		String[] numbers = text.split(":", 2);
		return new RecordPlace(Integer.parseInt(numbers[0]), Long.parseLong(numbers[1]));
	}

}

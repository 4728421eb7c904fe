package io.kafkatojdbc.ledger;

/**
 * Where a record is in the topic.
 *
 * @param partition the partition
 * @param offset the offset
 */
public record RecordPlace(int partition, long offset) {

	/** Before all records. */
	public static final RecordPlace BEGINNING = new RecordPlace(-1, -1);

	/**
	 * Reads what {@code partition:offset} says.
	 * @param text partition and offset
	 * @return the place
	 */
	public static RecordPlace of(String text) {
		String[] numbers = text.split(":", 2);
		return new RecordPlace(Integer.parseInt(numbers[0]), Long.parseLong(numbers[1]));
	}

}

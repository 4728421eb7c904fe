package io.kafkatojdbc.bench.live;

/**
 * Numbers of films. Within a partition, the numbers are sorted in the order in which the
 * films were sent.
 */
final class FilmNumber {

	/** Makes all numbers equally long. */
	private static final int FIRST = 1_000_000_000;

	private FilmNumber() {
	}

	static String of(int partition, int index) {
		return partition + "-" + (FIRST + index);
	}

	static int index(String number) {
		return Integer.parseInt(number.substring(number.indexOf('-') + 1)) - FIRST;
	}

}

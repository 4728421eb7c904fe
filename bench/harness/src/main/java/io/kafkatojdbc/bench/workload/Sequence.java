package io.kafkatojdbc.bench.workload;

import java.util.SplittableRandom;

/** The order of keys and versions, which is the same for the same seed. */
public final class Sequence {

	private final int[] keys;

	private final int firstVersion;

	private final int ids;

	private Sequence(int[] keys, int ids, int firstVersion) {
		this.keys = keys;
		this.ids = ids;
		this.firstVersion = firstVersion;
	}

	/** Returns a sequence with every key equally often, uniformly mixed. */
	static Sequence mixed(int records, int ids, long seed) {
		int[] keys = new int[records];
		SplittableRandom random = new SplittableRandom(seed);
		for (int i = 0; i < records; i++) {
			int j = random.nextInt(i + 1);
			keys[i] = keys[j];
			keys[j] = i % ids;
		}
		return new Sequence(keys, ids, 1);
	}

	/**
	 * Returns a sequence with keys at random, in versions that {@link #mixed} never has.
	 */
	static Sequence random(int records, int ids, long seed) {
		int[] keys = new SplittableRandom(seed).ints(records, 0, ids).toArray();
		return new Sequence(keys, ids, 1_000);
	}

	/**
	 * Returns how many records there are.
	 * @return the number of records
	 */
	public int records() {
		return this.keys.length;
	}

	/**
	 * Passes each record to a visitor, in order.
	 * @param visitor receives the records
	 */
	public void forEach(Visitor visitor) {
		int[] versions = new int[this.ids];
		for (int key : this.keys) {
			visitor.record(key, this.firstVersion + versions[key]++);
		}
	}

	/** Receives records. */
	@FunctionalInterface
	public interface Visitor {

		/**
		 * Receives one record.
		 * @param id the key
		 * @param version the version of the key
		 */
		void record(int id, int version);

	}

}

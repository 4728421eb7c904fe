package io.kafkatojdbc.guarantees;

import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What Kafka has acknowledged: each good and each bad record with its place, and the last
 * version of every film. It takes two bits for a record, so that it has room for
 * millions.
 */
final class Truth {

	private final Map<Integer, BitSet> good = new TreeMap<>();

	private final Map<Integer, BitSet> bad = new TreeMap<>();

	private final Map<Place, Film> mendable = new HashMap<>();

	private final Map<Integer, BitSet> mended = new TreeMap<>();

	private final Map<String, Long> lastVersions = new HashMap<>();

	private long produced;

	private long producedBefore;

	synchronized void acknowledgedGood(Place place, String id, long version) {
		this.produced++;
		set(this.good, place);
		// Partitions acknowledge in any order, and a film may have moved.
		this.lastVersions.merge(id, version, Math::max);
	}

	synchronized void acknowledgedBad(Place place) {
		this.produced++;
		set(this.bad, place);
	}

	/** Notes a bad record that can be mended. */
	synchronized void acknowledgedMendable(Place place, String id, long version) {
		acknowledgedBad(place);
		this.mendable.put(place, new Film(id, version));
	}

	synchronized Set<Place> mendable() {
		return Set.copyOf(this.mendable.keySet());
	}

	/** Has all records that can be mended belong into the target from now on. */
	synchronized void mend() {
		this.mendable.forEach((place, film) -> {
			set(this.good, place);
			set(this.mended, place);
			this.lastVersions.merge(film.id(), film.version(), Math::max);
		});
		this.mendable.clear();
	}

	private static void set(Map<Integer, BitSet> records, Place place) {
		records.computeIfAbsent(place.partition(), (partition) -> new BitSet()).set(Math.toIntExact(place.offset()));
	}

	/** Begins anew with a topic whose offsets begin anew. */
	synchronized void topicIsNew() {
		this.producedBefore += this.produced;
		this.produced = 0;
		this.good.clear();
		this.bad.clear();
		this.mendable.clear();
		this.mended.clear();
	}

	/**
	 * Forgets the records that the broker has lost. What the target has of them may stay
	 * there.
	 */
	synchronized void logIsCut(int partition, long from) {
		for (Map<Integer, BitSet> records : List.of(this.good, this.bad)) {
			BitSet offsets = records.getOrDefault(partition, new BitSet());
			int before = offsets.cardinality();
			offsets.clear(Math.toIntExact(from), Integer.MAX_VALUE);
			this.produced -= before - offsets.cardinality();
			this.producedBefore += before - offsets.cardinality();
		}
	}

	/** Counts all records, those of former topics included. */
	synchronized long produced() {
		return this.producedBefore + this.produced;
	}

	synchronized long goodNow() {
		return this.good.values().stream().mapToLong(BitSet::cardinality).sum();
	}

	synchronized Map<Integer, BitSet> good() {
		return this.good.entrySet()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey, (entry) -> (BitSet) entry.getValue().clone()));
	}

	/** Lists all records that were bad when they came. */
	synchronized Set<Place> bad() {
		return places(this.bad);
	}

	/** Lists the bad records that were mended since. */
	synchronized Set<Place> mended() {
		return places(this.mended);
	}

	private static Set<Place> places(Map<Integer, BitSet> records) {
		Set<Place> places = new TreeSet<>();
		records.forEach(
				(partition, offsets) -> offsets.stream().forEach((offset) -> places.add(new Place(partition, offset))));
		return places;
	}

	synchronized Map<String, Long> lastVersions() {
		return Map.copyOf(this.lastVersions);
	}

	/**
	 * What a record is about.
	 *
	 * @param id the film's id
	 * @param version the film's version
	 */
	private record Film(String id, long version) {
	}

	/**
	 * Where a record is in the topic.
	 *
	 * @param partition its partition
	 * @param offset its offset
	 */
	record Place(int partition, long offset) implements Comparable<Place> {

		@Override
		public int compareTo(Place other) {
			return (this.partition != other.partition) ? Integer.compare(this.partition, other.partition)
					: Long.compare(this.offset, other.offset);
		}

	}

}

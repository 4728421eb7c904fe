package io.kafkatojdbc.guarantees;

import java.util.BitSet;
import java.util.HashMap;
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

	private final Map<String, Long> lastVersions = new HashMap<>();

	private long produced;

	private long producedBefore;

	synchronized void acknowledgedGood(Place place, String id, long version) {
		this.produced++;
		set(this.good, place);
		this.lastVersions.put(id, version);
	}

	synchronized void acknowledgedBad(Place place) {
		this.produced++;
		set(this.bad, place);
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

	synchronized Set<Place> bad() {
		Set<Place> places = new TreeSet<>();
		this.bad.forEach(
				(partition, offsets) -> offsets.stream().forEach((offset) -> places.add(new Place(partition, offset))));
		return places;
	}

	synchronized Map<String, Long> lastVersions() {
		return Map.copyOf(this.lastVersions);
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

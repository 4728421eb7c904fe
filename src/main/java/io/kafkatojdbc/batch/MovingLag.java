package io.kafkatojdbc.batch;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.kafkatojdbc.batch.Backlog.Rest;
import org.jspecify.annotations.Nullable;

/**
 * Tells how much is behind in the partitions that get on. For what nobody reads, or can
 * read, no batch has to wait.
 * <p>
 * To be used by one thread at a time.
 */
class MovingLag {

	/** A consumer with many partitions does not read from each of them all the time. */
	private static final Duration STUCK = Duration.ofSeconds(5);

	private final Map<Integer, Place> places = new HashMap<>();

	/**
	 * Begins another batch: until now all partitions may have had to wait for a merge.
	 * What was stuck before stays so.
	 */
	void begin(Instant now) {
		this.places.replaceAll((partition, place) -> place.stuck() ? place : new Place(place.next(), now, false));
	}

	/** Counts the records of partitions that are not stuck. */
	long of(List<Rest> rests, Instant now) {
		return rests.stream().filter((rest) -> !place(rest, now).stuck()).mapToLong(Rest::records).sum();
	}

	private Place place(Rest rest, Instant now) {
		Place place = Place.of(rest, this.places.get(rest.partition()), now);
		this.places.put(rest.partition(), place);
		return place;
	}

	/** Where a partition is, and since when. */
	private record Place(long next, Instant since, boolean stuck) {

		static Place of(Rest rest, @Nullable Place before, Instant now) {
			if (before == null || before.next != rest.next() || rest.records() == 0) {
				return new Place(rest.next(), now, false);
			}
			return new Place(rest.next(), before.since, !now.isBefore(before.since.plus(STUCK)));
		}

	}

}

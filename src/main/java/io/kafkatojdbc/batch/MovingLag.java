package io.kafkatojdbc.batch;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.kafkatojdbc.batch.Backlog.Rest;
import io.kafkatojdbc.database.DatabaseTime;
import org.jspecify.annotations.Nullable;

/**
 * Counts the backlog of the partitions that make progress. A batch does not have to wait
 * for records that no consumer reads or can read.
 * <p>
 * Only one thread at a time may use this class.
 */
class MovingLag {

	/**
	 * A partition without progress for this time is stuck. The time is long enough for a
	 * consumer with many partitions, which does not read from all of them all the time.
	 */
	private static final Duration STUCK = Duration.ofSeconds(5);

	private final Map<Integer, Place> places = new HashMap<>();

	/**
	 * Begins a new batch. The time without progress begins again for each partition,
	 * because all partitions may have waited for a merge. A partition that was stuck
	 * before stays stuck.
	 */
	void begin(Instant now) {
		this.places.replaceAll((partition, place) -> place.stuck() ? place : new Place(place.next(), now, false));
	}

	/** Returns the number of records in the partitions that are not stuck. */
	long of(List<Rest> rests, Instant now) {
		return rests.stream().filter((rest) -> !place(rest, now).stuck()).mapToLong(Rest::records).sum();
	}

	private Place place(Rest rest, Instant now) {
		Place place = Place.of(rest, this.places.get(rest.partition()), now);
		this.places.put(rest.partition(), place);
		return place;
	}

	/** The next offset of a partition, and since when the partition has it. */
	private record Place(long next, Instant since, boolean stuck) {

		static Place of(Rest rest, @Nullable Place before, Instant now) {
			if (before == null || before.next != rest.next() || rest.records() == 0) {
				return new Place(rest.next(), now, false);
			}
			return new Place(rest.next(), before.since, DatabaseTime.isOver(before.since, STUCK, now));
		}

	}

}

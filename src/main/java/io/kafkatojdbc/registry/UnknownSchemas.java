package io.kafkatojdbc.registry;

import java.time.Duration;
import java.util.function.LongSupplier;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.record.UnreadableRecordException;
import org.jspecify.annotations.Nullable;

/**
 * The ids that the registry does not know. A server of the registry may get to know a
 * schema some seconds after a producer has registered it with another server. So an id
 * counts as unknown only after some answers over some seconds. Until then consumers hold
 * the record back and go on polling, as in an outage.
 */
class UnknownSchemas {

	private static final int MIN_ANSWERS = 3;

	private static final long MIN_NANOS = Duration.ofSeconds(3).toNanos();

	/** An unknown id may come with every record, and is not asked for with each. */
	private static final long VALID_NANOS = Duration.ofSeconds(30).toNanos();

	private static final int MAX_IDS = 10_000;

	private final Cache<SchemaId, Answers> ids = Caffeine.newBuilder()
		.maximumSize(MAX_IDS)
		.expireAfterAccess(Duration.ofHours(1))
		.build();

	private final LongSupplier nanoTime;

	UnknownSchemas(LongSupplier nanoTime) {
		this.nanoTime = nanoTime;
	}

	/**
	 * Refuses a record if the registry has said a short time ago that the id is unknown.
	 */
	void check(SchemaId id) throws UnreadableRecordException {
		Answers answers = this.ids.getIfPresent(id);
		if (answers != null && answers.isEnough() && since(answers.last()) < VALID_NANOS) {
			throw unknown(answers);
		}
	}

	/**
	 * Notes that the registry does not know an id.
	 * @param what what the registry does not know, in words
	 * @return the reason to reject the record
	 * @throws RegistryUnavailableException if the registry should be asked again
	 */
	UnreadableRecordException after(SchemaId id, String what) {
		long now = this.nanoTime.getAsLong();
		Answers answers = this.ids.asMap().compute(id, (key, before) -> Answers.after(before, what, now));
		if (answers.isEnough()) {
			return unknown(answers);
		}
		throw new RegistryUnavailableException(
				"The schema registry does not know %s, and is asked again in case it is about to".formatted(what));
	}

	private static UnreadableRecordException unknown(Answers answers) {
		return new UnreadableRecordException(RejectionCode.UNKNOWN_SCHEMA,
				"the schema registry does not know %s".formatted(answers.what()));
	}

	/** Notes that the registry knows an id. */
	void known(SchemaId id) {
		this.ids.invalidate(id);
	}

	private long since(long moment) {
		return this.nanoTime.getAsLong() - moment;
	}

	/** The answers that an id is unknown. */
	private record Answers(String what, int count, long first, long last) {

		static Answers after(@Nullable Answers before, String what, long now) {
			return (before != null) ? new Answers(what, before.count + 1, before.first, now)
					: new Answers(what, 1, now, now);
		}

		boolean isEnough() {
			return this.count >= MIN_ANSWERS && this.last - this.first >= MIN_NANOS;
		}

	}

}

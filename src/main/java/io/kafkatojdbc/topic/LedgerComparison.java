package io.kafkatojdbc.topic;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import io.kafkatojdbc.ledger.LogCut;
import io.kafkatojdbc.ledger.LogCuts;
import io.kafkatojdbc.ledger.OffsetLedger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Compares the ledger with the topic, and remembers the last two comparisons. Only one
 * thread at a time may compare; any thread may ask for the results. A database that does
 * not answer has no other effect than that there is nothing new.
 */
@Component
class LedgerComparison {

	private static final Logger log = LoggerFactory.getLogger(LedgerComparison.class);

	private final TopicLedger topics;

	private final OffsetLedger offsets;

	private final LogEndNotes notes;

	private final TopicGrowth growth;

	private final LogCuts cuts;

	private volatile Map<Integer, Long> nextOffsets = Map.of();

	/**
	 * The partitions that were out of range in the last look. {@code outBefore} has those
	 * of the look before it.
	 */
	private volatile Map<Integer, String> out = Map.of();

	private volatile Map<Integer, String> outBefore = Map.of();

	/** What the partitions have lost, in words. */
	private volatile List<String> cut = List.of();

	LedgerComparison(TopicLedger topics, OffsetLedger offsets, LogEndNotes notes, TopicGrowth growth, LogCuts cuts) {
		this.topics = topics;
		this.offsets = offsets;
		this.notes = notes;
		this.growth = growth;
		this.cuts = cuts;
	}

	/** Returns the topic that the ledger knows, or empty if the ledger did not answer. */
	Optional<KnownTopic> known() {
		return ask(this.topics::known);
	}

	/**
	 * Notes the id of a topic that had none when the ledger got to know it, because the
	 * brokers were older than Kafka 2.8.
	 * @param id the topic's id now, or {@code null} if there is no such topic
	 * @param known the topic that the ledger knows
	 * @return the id that the ledger knows now
	 */
	String adopt(@Nullable String id, KnownTopic known) {
		if (id == null || id.equals(TopicState.NO_ID) || !known.id().equals(TopicState.NO_ID)) {
			return known.id();
		}
		return ask(() -> this.topics.adopt(id)).orElse(known.id());
	}

	/** Compares the ledger with the topic, and notes the topic's end in the ledger. */
	void compare(TopicState seen, Optional<KnownTopic> known) {
		this.outBefore = this.out;
		ask(this.offsets::readAll).ifPresent((next) -> {
			this.nextOffsets = next;
			this.out = seen.objectionsTo(next);
			known.ifPresent((asked) -> ask(() -> this.growth.look(seen, asked.id(), next.keySet())));
		});
		ask(this.cuts::all).ifPresent((found) -> this.cut = describe(found, seen.ranges()));
		known.ifPresent((asked) -> ask(() -> this.notes.note(seen, asked)));
	}

	private static List<String> describe(List<LogCut> cuts, Map<Integer, LogRange> ranges) {
		return cuts.stream().map((cut) -> {
			LogRange range = ranges.getOrDefault(cut.partition(), LogRange.UNKNOWN);
			return cut.describe(range.begin(), range.end());
		}).toList();
	}

	/** Other health indicators report that the database does not answer. */
	private static <T> Optional<T> ask(Supplier<T> question) {
		try {
			return Optional.of(question.get());
		}
		catch (RuntimeException ex) {
			log.debug("The ledger can't be asked", ex);
			return Optional.empty();
		}
	}

	/**
	 * Returns the offsets that are staged next, as they were last read from the ledger.
	 */
	Map<Integer, Long> nextOffsets() {
		return this.nextOffsets;
	}

	/**
	 * Returns which partitions have lost records or are out of range, with the reasons,
	 * or empty if there are none.
	 */
	Optional<String> objection() {
		return this.cut.stream().reduce(LedgerComparison::join).or(this::outOfRange);
	}

	private Optional<String> outOfRange() {
		// A partition counts only if two looks in a row found it out of range. In one
		// look alone, a consumer may have advanced between the two questions.
		return this.out.entrySet()
			.stream()
			.filter((partition) -> this.outBefore.containsKey(partition.getKey()))
			.map(Map.Entry::getValue)
			.reduce(LedgerComparison::join);
	}

	private static String join(String left, String right) {
		return left + "; " + right;
	}

}

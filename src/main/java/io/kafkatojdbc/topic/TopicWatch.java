package io.kafkatojdbc.topic;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import io.kafkatojdbc.database.Reason;
import io.kafkatojdbc.ledger.OffsetLedger;
import io.kafkatojdbc.pipeline.Pipeline;
import io.kafkatojdbc.topic.TopicLedger.KnownTopic;
import io.kafkatojdbc.watch.Watch;
import org.apache.kafka.clients.admin.TopicDescription;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Checks every second whether the ledger's offsets still belong to the topic, and where
 * the topic's partitions begin and end.
 */
@Component
public class TopicWatch extends Watch {

	private static final Logger log = LoggerFactory.getLogger(TopicWatch.class);

	/** The watch starts before the consumers, because the consumers ask it. */
	private static final int PHASE = 0;

	/** Longer than all time-outs of one look together. */
	private static final Duration OUTDATED = Duration.ofSeconds(30);

	private final Topic topic;

	private final TopicLedger ledger;

	private final OffsetLedger offsets;

	private final LogEndNotes notes;

	private volatile TopicState state;

	/** Why the broker could not be asked. */
	private volatile @Nullable String problem;

	private volatile Map<Integer, Long> nextOffsets = Map.of();

	/**
	 * The partitions that were out of range in the last look. {@code outBefore} has those
	 * of the look before it.
	 */
	private volatile Map<Integer, String> out = Map.of();

	private volatile Map<Integer, String> outBefore = Map.of();

	private volatile long lookedAt = System.nanoTime();

	TopicWatch(Topic topic, TopicLedger ledger, OffsetLedger offsets, LogEndNotes notes, Pipeline pipeline) {
		super("topic-watch-", Duration.ofSeconds(1), PHASE);
		this.topic = topic;
		this.ledger = ledger;
		this.offsets = offsets;
		this.notes = notes;
		// Until the first look, the topic must not seem to have a problem.
		this.state = new TopicState(pipeline.topic(), null, "", Map.of());
	}

	TopicState state() {
		return this.state;
	}

	/**
	 * Returns the id of the topic that the ledger's offsets belong to.
	 * @return the id, or {@code null} until the ledger could be asked
	 */
	public @Nullable String knownId() {
		return this.state.knownId();
	}

	/**
	 * Returns the offsets that are staged next, as they were last read from the ledger.
	 */
	Map<Integer, Long> nextOffsets() {
		return this.nextOffsets;
	}

	/**
	 * Returns why the topic must not be read, as the last look found it.
	 * @return the reason, or empty if the topic may be read
	 */
	public Optional<String> objection() {
		return this.state.objection();
	}

	/**
	 * Asks the broker whether the topic is the ledger's at this moment.
	 * @throws IllegalStateException if the topic is another one
	 */
	public void requireKnown() {
		TopicState last = this.state;
		String id = this.topic.find().map((found) -> found.topicId().toString()).orElse(null);
		new TopicState(last.name(), last.knownId(), id, Map.of()).objection().ifPresent((objection) -> {
			throw new IllegalStateException(objection);
		});
		if (last.knownId() == null) {
			throw new IllegalStateException("The ledger has not told yet which topic it knows");
		}
	}

	/**
	 * Returns what is wrong with the topic or with the looks at it, or empty if nothing
	 * is wrong.
	 */
	Optional<String> whatIsWrong() {
		Duration age = Duration.ofNanos(System.nanoTime() - this.lookedAt);
		if (age.compareTo(OUTDATED) > 0) {
			return Optional.of("Nobody could look at the topic for " + age.toSeconds() + " s");
		}
		if (this.problem != null) {
			return Optional.of("Kafka: " + this.problem);
		}
		// A partition counts only if two looks in a row found it out of range. In one
		// look alone, a consumer may have advanced between the two questions.
		return objection().or(() -> this.out.entrySet()
			.stream()
			.filter((partition) -> this.outBefore.containsKey(partition.getKey()))
			.map(Map.Entry::getValue)
			.reduce((left, right) -> left + "; " + right));
	}

	@Override
	protected void begin() {
		look();
	}

	/**
	 * Looks at the topic. A failure is only reported by health, and has no other effect.
	 */
	@Override
	protected synchronized void look() {
		Optional<KnownTopic> known = ask(this.ledger::known);
		try {
			see(known);
			this.problem = null;
		}
		catch (RuntimeException | Error ex) {
			failed(ex);
		}
		this.lookedAt = System.nanoTime();
	}

	@Override
	protected void failed(Throwable ex) {
		if (this.problem == null && isRunning()) {
			log.warn("The topic can't be looked at for now: {}", Reason.of(ex));
		}
		this.problem = Reason.of(ex);
	}

	private void see(Optional<KnownTopic> known) {
		Optional<TopicDescription> found = this.topic.find();
		String knownId = known.map(KnownTopic::id).orElse(this.state.knownId());
		TopicState next = new TopicState(this.state.name(), knownId,
				found.map((description) -> description.topicId().toString()).orElse(null), this.state.ranges());
		change(next);
		if (found.isEmpty()) {
			return;
		}
		next = new TopicState(next.name(), next.knownId(), next.id(), this.topic.ranges(found.get()));
		this.state = next;
		if (next.isKnown()) {
			compare(next);
			TopicState seen = next;
			known.ifPresent((asked) -> ask(() -> this.notes.note(seen, asked)));
		}
	}

	/**
	 * Lets consumers hold all partitions back at once if the topic is not the ledger's.
	 */
	private void change(TopicState next) {
		Optional<String> before = this.state.objection();
		this.state = next;
		Optional<String> now = next.objection();
		if (!now.equals(before)) {
			now.ifPresentOrElse(log::error, () -> log.info("The topic {} is the ledger's", next.name()));
		}
	}

	private void compare(TopicState seen) {
		this.outBefore = this.out;
		ask(this.offsets::readAll).ifPresent((next) -> {
			this.nextOffsets = next;
			this.out = seen.objectionsTo(next);
		});
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

}

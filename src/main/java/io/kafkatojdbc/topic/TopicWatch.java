package io.kafkatojdbc.topic;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import io.kafkatojdbc.pipeline.Pipeline;
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

	/** A little longer than a broker that does not answer is waited for. */
	private static final Duration PATIENCE = Duration.ofSeconds(3);

	private final Topic topic;

	private final LedgerComparison ledger;

	private final LookProblem problem = new LookProblem();

	private final LookCount looks = new LookCount();

	private volatile TopicState state;

	TopicWatch(Topic topic, LedgerComparison ledger, Pipeline pipeline) {
		super("topic-watch-", Duration.ofSeconds(1), PHASE);
		this.topic = topic;
		this.ledger = ledger;
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
	 * Asks the broker in which epoch each partition is led now.
	 * @return the epochs, without partitions whose broker knows none
	 */
	public Map<Integer, Integer> leaderEpochs() {
		return this.topic.leaderEpochs();
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
		last.withId(id(this.topic.find())).objection().ifPresent((objection) -> {
			throw new IllegalStateException(objection);
		});
		if (last.knownId() == null) {
			throw new IllegalStateException("The ledger has not told yet which topic it knows");
		}
	}

	/**
	 * Looks at the topic soon, because a consumer owns partitions that are not in the
	 * ledger yet or that wait.
	 */
	public void partitionsWait() {
		lookSoon();
	}

	/**
	 * Has the watch look at the topic, and waits for that look for a short time. The
	 * calling thread takes no lock in the ledger, whatever the look finds.
	 */
	void refresh() {
		long next = this.looks.next();
		lookSoon();
		if (!this.looks.await(next, PATIENCE)) {
			log.debug("No look has ended in time: the topic is shown as it was seen before");
		}
	}

	/**
	 * Returns what is wrong with the topic or with the looks at it, or empty if nothing
	 * is wrong.
	 */
	Optional<String> whatIsWrong() {
		return this.problem.complaint().or(this::objection).or(this.ledger::objection);
	}

	@Override
	protected void begin() {
		look();
	}

	/**
	 * Looks at the topic. A failure is only reported by health, and has no other effect.
	 */
	@Override
	protected void look() {
		this.looks.begin();
		Optional<KnownTopic> known = this.ledger.known();
		try {
			see(known);
			this.problem.succeeded();
		}
		catch (RuntimeException | Error ex) {
			failed(ex);
		}
		this.problem.ended();
		this.looks.end();
	}

	@Override
	protected void failed(Throwable ex) {
		this.problem.failed(ex, isRunning());
	}

	private void see(Optional<KnownTopic> known) {
		Optional<TopicDescription> found = this.topic.find();
		String id = id(found);
		String knownId = known.map((topic) -> this.ledger.adopt(id, topic)).orElse(this.state.knownId());
		change(new TopicState(this.state.name(), knownId, id, this.state.ranges()));
		if (found.isEmpty()) {
			return;
		}
		TopicState next = this.state.withRanges(this.topic.ranges(found.get()));
		this.state = next;
		if (next.isKnown()) {
			this.ledger.compare(next, known);
		}
	}

	private static @Nullable String id(Optional<TopicDescription> found) {
		return found.map((description) -> description.topicId().toString()).orElse(null);
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

}

package io.kafkatojdbc.consumer;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

import org.springframework.kafka.listener.MessageListenerContainer;

/**
 * What a consumer does.
 *
 * @param name its name
 * @param instance the instance of the service it belongs to
 * @param state what it does now
 * @param partitions the partitions it owns
 * @param nextOffsets the offset it stages next, by partition; missing while a partition
 * is held back
 * @param stagedRecords records staged or rejected since it was added
 * @param problem why it holds back, or what else is wrong with it
 * @param member whether its consumer group has heard from it within its time-out
 * @param secondsSincePoll how long ago it polled
 * @param restarts how often it was made anew because it had died
 * @param lastPollRecords how many records its last poll has brought that brought any
 * @param lag offsets that are still to be staged of its partitions, as far as the topic's
 * ends are known
 */
public record ConsumerStatus(String name, String instance, State state, List<Integer> partitions,
		Map<Integer, Long> nextOffsets, long stagedRecords, @Nullable String problem, boolean member,
		@Nullable Double secondsSincePoll, int restarts, @Nullable Integer lastPollRecords, Map<Integer, Long> lag) {

	static ConsumerStatus of(String name, String instance, RestartState consumer,
			@Nullable MessageListenerContainer container, Optional<ConsumerRun> run) {
		Optional<Positioning> positioning = run.flatMap(ConsumerRun::positioning);
		Optional<Pulse> pulse = run.flatMap(ConsumerRun::pulse);
		String heldBack = positioning.map(Positioning::problem).orElse(null);
		List<Integer> partitions = partitions(container);
		String problem = consumer.renewalProblem()
			.or(() -> Optional.ofNullable(heldBack))
			.or(() -> pulse.flatMap((each) -> each.complaint(!partitions.isEmpty())))
			.orElse(null);
		return new ConsumerStatus(name, instance, state(container, heldBack), partitions,
				positioning.map(Positioning::offsets).orElse(Map.of()), consumer.staged().get(), problem,
				pulse.filter(Pulse::isMember).isPresent(),
				pulse.flatMap(Pulse::sincePoll).map((since) -> since.toMillis() / 1000.0).orElse(null),
				consumer.restarts(), pulse.flatMap(Pulse::lastPollRecords).orElse(null), Map.of());
	}

	ConsumerStatus withLag(Map<Integer, Long> ends) {
		Map<Integer, Long> behind = new TreeMap<>();
		this.nextOffsets.forEach(
				(partition, next) -> behind.put(partition, Math.max(0, ends.getOrDefault(partition, next) - next)));
		return new ConsumerStatus(this.name, this.instance, this.state, this.partitions, this.nextOffsets,
				this.stagedRecords, this.problem, this.member, this.secondsSincePoll, this.restarts,
				this.lastPollRecords, behind);
	}

	/** Leaves out what changes all the time although nothing happens. */
	ConsumerStatus inWholeSeconds() {
		Double seconds = (this.secondsSincePoll != null) ? Math.floor(this.secondsSincePoll) : null;
		return new ConsumerStatus(this.name, this.instance, this.state, this.partitions, this.nextOffsets,
				this.stagedRecords, this.problem, this.member, seconds, this.restarts, this.lastPollRecords, this.lag);
	}

	boolean isWell() {
		return this.problem == null && this.state != State.STOPPED;
	}

	private static State state(@Nullable MessageListenerContainer container, @Nullable String problem) {
		if (container == null) {
			return State.STARTING;
		}
		if (!container.isRunning() || !container.isChildRunning()) {
			return State.STOPPED;
		}
		if (problem != null) {
			return State.RETRYING;
		}
		return container.isPauseRequested() ? State.PAUSED : State.RUNNING;
	}

	private static List<Integer> partitions(@Nullable MessageListenerContainer container) {
		TreeSet<Integer> partitions = new TreeSet<>();
		if (container != null && container.getAssignedPartitions() != null) {
			container.getAssignedPartitions().stream().map(TopicPartition::partition).forEach(partitions::add);
		}
		return List.copyOf(partitions);
	}

	/** What a consumer does. */
	public enum State {

		/** Polls and stages. */
		RUNNING,

		/** Waits while a batch is on its way into the target table. */
		PAUSED,

		/** Holds back after a failure and tries again. */
		RETRYING,

		/** Is being made anew with changed settings. */
		STARTING,

		/** Has died. */
		STOPPED

	}

}

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
 * The status of one consumer.
 *
 * @param name the consumer's name
 * @param instance the instance of the service that runs the consumer
 * @param state the consumer's state
 * @param partitions the partitions that the consumer owns
 * @param nextOffsets the offset that the consumer stages next, by partition; a partition
 * that is held back is missing
 * @param stagedRecords the number of records staged or rejected since the consumer was
 * added
 * @param problem why the consumer holds back, or what else is wrong with the consumer
 * @param member whether the consumer group has heard from the consumer within its
 * time-out
 * @param secondsSincePoll the seconds since the consumer last polled
 * @param restarts how often the consumer was restarted because it had died
 * @param lastPollRecords the number of records in the last poll that was not empty
 * @param lag how many offsets are still to be staged, by partition; 0 while the end of
 * the partition is unknown
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

	/**
	 * Returns this status with whole seconds, so that it seldom changes while nothing
	 * happens.
	 */
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

	/** What a consumer is doing. */
	public enum State {

		/** The consumer polls and stages. */
		RUNNING,

		/** The consumer waits while a batch moves into the target table. */
		PAUSED,

		/** The consumer holds partitions back after a failure, and tries again. */
		RETRYING,

		/** The consumer is being restarted, for example with changed settings. */
		STARTING,

		/** The consumer has died. */
		STOPPED

	}

}

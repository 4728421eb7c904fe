package io.kafkatojdbc.consumer;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.kafkatojdbc.ledger.OffsetLedger;
import io.kafkatojdbc.ledger.StaleOffsetException;
import io.kafkatojdbc.staging.Stager;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;

import org.springframework.kafka.core.DefaultKafkaConsumerFactory;

/**
 * Makes consumers that read from where the ledger is, whatever Kafka has committed for
 * the group.
 */
class LedgerConsumerFactory extends DefaultKafkaConsumerFactory<byte[], byte[]> {

	/** For what a consumer asks the broker or waits for on its own thread. */
	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private final ConsumerSettings settings;

	private final OffsetLedger ledger;

	private final Stager stager;

	private final TopicWatch topic;

	private final Map<String, Positioning> positionings = new ConcurrentHashMap<>();

	/** Outlive the consumers, as somebody may ask what they died of. */
	private final Map<String, Pulse> pulses = new ConcurrentHashMap<>();

	LedgerConsumerFactory(ConsumerSettings settings, OffsetLedger ledger, Stager stager, TopicWatch topic) {
		super(settings.effective());
		this.settings = settings;
		this.ledger = ledger;
		this.stager = stager;
		this.topic = topic;
	}

	Optional<Positioning> positioning(String consumer) {
		return Optional.ofNullable(this.positionings.get(consumer));
	}

	Optional<Pulse> pulse(String consumer) {
		return Optional.ofNullable(this.pulses.get(consumer));
	}

	/** Forgets a consumer that was removed. */
	void forget(String consumer) {
		this.pulses.remove(consumer);
	}

	@Override
	protected Consumer<byte[], byte[]> createRawConsumer(Map<String, Object> identity) {
		Map<String, Object> config = new HashMap<>(this.settings.effective());
		config.put(ConsumerConfig.GROUP_ID_CONFIG, identity.get(ConsumerConfig.GROUP_ID_CONFIG));
		config.put(ConsumerConfig.CLIENT_ID_CONFIG, identity.get(ConsumerConfig.CLIENT_ID_CONFIG));
		return new LedgerConsumer(config);
	}

	/** A Kafka consumer that reads only partitions it has positioned by the ledger. */
	final class LedgerConsumer extends ExtendedKafkaConsumer {

		private final String name;

		private final Positioning positioning;

		private final Pulse pulse;

		private final GroupOffsets group;

		/** What the listener container wants paused, as opposed to what is held back. */
		private final Set<TopicPartition> pausedByContainer = new HashSet<>();

		LedgerConsumer(Map<String, Object> config) {
			super(config);
			this.name = String.valueOf(config.get(ConsumerConfig.CLIENT_ID_CONFIG));
			this.group = new GroupOffsets(this.name, this::commitAsync, System::nanoTime);
			PartitionReader reader = new Access();
			this.positioning = new Positioning(this.name, LedgerConsumerFactory.this.stager, reader,
					new Seeks(LedgerConsumerFactory.this.ledger, reader, LedgerConsumerFactory.this.topic));
			LedgerConsumerFactory.this.positionings.put(this.name, this.positioning);
			this.pulse = Pulse.of(new ConsumerConfig(config), metrics());
			LedgerConsumerFactory.this.pulses.compute(this.name, (name, before) -> this.pulse.after(before));
		}

		/** Hands a poll to the stager, or drops it and has it read again. */
		boolean stage(ConsumerRecords<byte[], byte[]> records) {
			this.pulse.busy();
			try {
				LedgerConsumerFactory.this.stager.stage(this.positioning.poll(records));
				this.positioning.staged(records.nextOffsets());
				return true;
			}
			catch (StaleOffsetException ex) {
				this.positioning.stale(records.partitions(), ex);
				return false;
			}
			catch (RuntimeException ex) {
				this.positioning.failed(records.partitions(), ex);
				return false;
			}
			catch (Error ex) {
				this.pulse.pollFailed(ex);
				throw ex;
			}
			finally {
				this.pulse.idle();
			}
		}

		@Override
		public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
			try {
				this.pulse.busy();
				this.positioning.beforePoll();
				this.group.follow(() -> this.positioning.positions(assignment()));
				this.pulse.idle();
				ConsumerRecords<byte[], byte[]> records = super.poll(timeout);
				this.positioning.polled(records);
				this.pulse.polled();
				this.pulse.received(records.count());
				return records;
			}
			catch (InvalidOffsetException ex) {
				this.positioning.outOfRange(ex);
				return ConsumerRecords.empty();
			}
			catch (WakeupException | InterruptException ex) {
				throw ex;
			}
			catch (RuntimeException ex) {
				this.positioning.pollFailed(ex);
				this.pulse.pollFailed(ex);
				throw ex;
			}
			catch (Error ex) {
				this.pulse.pollFailed(ex);
				throw ex;
			}
		}

		@Override
		public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
			super.subscribe(topics,
					new PositioningListener(listener, this.positioning, this.group, this.pausedByContainer));
		}

		@Override
		public void pause(Collection<TopicPartition> partitions) {
			this.pausedByContainer.addAll(partitions);
			super.pause(partitions);
		}

		@Override
		public void resume(Collection<TopicPartition> partitions) {
			this.pausedByContainer.removeAll(partitions);
			super.resume(partitions.stream().filter(this.positioning::isPositioned).toList());
		}

		@Override
		public void close() {
			// A fetch that waits for fetch.min.bytes holds up the close for as long.
			close(CloseOptions.timeout(TIMEOUT));
		}

		@Override
		public void close(CloseOptions options) {
			super.close(options);
			LedgerConsumerFactory.this.positionings.remove(this.name, this.positioning);
		}

		/** What the positioning does with the consumer behind the container's back. */
		private final class Access implements PartitionReader {

			@Override
			public void seek(TopicPartition partition, long offset) {
				LedgerConsumer.this.seek(partition, offset);
			}

			@Override
			public long position(TopicPartition partition) {
				return LedgerConsumer.this.position(partition, TIMEOUT);
			}

			@Override
			public void pause(Collection<TopicPartition> partitions) {
				LedgerConsumer.super.pause(partitions);
			}

			@Override
			public void resume(TopicPartition partition) {
				if (!LedgerConsumer.this.pausedByContainer.contains(partition)) {
					LedgerConsumer.super.resume(Set.of(partition));
				}
			}

			@Override
			public Map<TopicPartition, LogRange> ranges(Collection<TopicPartition> partitions) {
				Map<TopicPartition, Long> begin = beginningOffsets(partitions, TIMEOUT);
				Map<TopicPartition, Long> end = endOffsets(partitions, TIMEOUT);
				return partitions.stream()
					.collect(Collectors.toMap(Function.identity(),
							(partition) -> new LogRange(begin.getOrDefault(partition, 0L),
									end.getOrDefault(partition, 0L))));
			}

		}

	}

}

package io.kafkatojdbc.consumer;

import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.kafkatojdbc.ledger.LogCuts;
import io.kafkatojdbc.ledger.OffsetLedger;
import io.kafkatojdbc.ledger.SealPendingException;
import io.kafkatojdbc.ledger.StaleOffsetException;
import io.kafkatojdbc.staging.HeldException;
import io.kafkatojdbc.staging.Stager;
import io.kafkatojdbc.topic.LogRange;
import io.kafkatojdbc.topic.TopicWatch;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.InvalidOffsetException;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;

/** A Kafka consumer that reads only partitions that it has positioned by the ledger. */
class LedgerConsumer extends KafkaConsumer<byte[], byte[]> {

	/**
	 * The longest wait on the consumer's own thread, for example for an answer of the
	 * broker.
	 */
	private static final Duration TIMEOUT = Duration.ofSeconds(5);

	private final Stager stager;

	private final Positioning positioning;

	private final PolledRecords records;

	private final Pulse pulse;

	private final GroupOffsets group;

	/**
	 * The partitions that the listener container wants paused. Partitions that are held
	 * back are not in this set.
	 */
	private final Set<TopicPartition> pausedByContainer = new HashSet<>();

	private Runnable onClose = () -> {
	};

	LedgerConsumer(Map<String, Object> config, Stager stager, OffsetLedger ledger, LogCuts cuts, TopicWatch topic) {
		super(config);
		String name = String.valueOf(config.get(ConsumerConfig.CLIENT_ID_CONFIG));
		PartitionReader reader = new Reader();
		this.stager = stager;
		this.positioning = new Positioning(name, stager, reader,
				new LedgerSeeker(ledger, reader, topic, new LogContinuity(topic, cuts, reader, System::nanoTime)));
		this.records = this.positioning.records();
		this.pulse = Pulse.of(new ConsumerConfig(config), metrics());
		this.group = new GroupOffsets(name, this::commitAsync, System::nanoTime);
	}

	Positioning positioning() {
		return this.positioning;
	}

	Pulse pulse() {
		return this.pulse;
	}

	void onClose(Runnable action) {
		this.onClose = action;
	}

	/**
	 * Stages the records of a poll. If staging fails, the poll is dropped and its records
	 * are read again.
	 * @return whether the records were staged
	 */
	boolean stage(ConsumerRecords<byte[], byte[]> records) {
		this.pulse.busy();
		try {
			this.stager.stage(this.records.poll(records));
			this.records.staged(records);
			return true;
		}
		catch (StaleOffsetException ex) {
			this.records.stale(records.partitions(), ex);
			return false;
		}
		catch (SealPendingException | HeldException ex) {
			this.records.postponed(records.partitions(), ex);
			return false;
		}
		catch (RuntimeException ex) {
			this.records.failed(records.partitions(), ex);
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
			ConsumerRecords<byte[], byte[]> records = fetch(timeout);
			this.records.polled(records);
			this.pulse.polled();
			this.pulse.received(records.count());
			return records;
		}
		catch (InvalidOffsetException ex) {
			this.positioning.holdAll();
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
			this.positioning.holdAll();
			this.pulse.pollFailed(ex);
			throw ex;
		}
	}

	/** Has Kafka poll. Its positions may have moved even if this method throws. */
	ConsumerRecords<byte[], byte[]> fetch(Duration timeout) {
		return super.poll(timeout);
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
		// A fetch that waits for fetch.min.bytes delays the close until the fetch ends.
		close(CloseOptions.timeout(TIMEOUT));
	}

	@Override
	public void close(CloseOptions options) {
		super.close(options);
		this.onClose.run();
	}

	/**
	 * Gives the positioning access to the consumer. The listener container does not
	 * notice it.
	 */
	private final class Reader implements PartitionReader {

		@Override
		public void seek(TopicPartition partition, OffsetAndMetadata place) {
			LedgerConsumer.this.seek(partition, place);
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

package io.kafkatojdbc.consumer;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import io.kafkatojdbc.ledger.LogCuts;
import io.kafkatojdbc.ledger.OffsetLedger;
import io.kafkatojdbc.staging.Stager;
import io.kafkatojdbc.topic.TopicWatch;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;

import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.MicrometerConsumerListener;

/**
 * Creates consumers that read from the ledger's offsets. The offsets that Kafka has
 * committed for the group are ignored.
 */
class LedgerConsumerFactory extends DefaultKafkaConsumerFactory<byte[], byte[]> {

	private final ConsumerSettings settings;

	private final OffsetLedger ledger;

	private final LogCuts cuts;

	private final Stager stager;

	private final TopicWatch topic;

	private final MicrometerConsumerListener<byte[], byte[]> meters;

	private final Map<String, ConsumerRun> runs = new ConcurrentHashMap<>();

	LedgerConsumerFactory(ConsumerSettings settings, OffsetLedger ledger, LogCuts cuts, Stager stager, TopicWatch topic,
			MicrometerConsumerListener<byte[], byte[]> meters) {
		super(settings.effective());
		this.settings = settings;
		this.ledger = ledger;
		this.cuts = cuts;
		this.stager = stager;
		this.topic = topic;
		this.meters = meters;
	}

	/** Begins a run of a consumer whose container is about to be started. */
	ConsumerRun begin(String consumer) {
		ConsumerRun run = new ConsumerRun(this.stager, this.ledger, this.cuts, this.topic, this.meters);
		this.runs.compute(consumer, (name, before) -> run.after(before));
		return run;
	}

	/** Returns the last run of a consumer. */
	Optional<ConsumerRun> run(String consumer) {
		return Optional.ofNullable(this.runs.get(consumer));
	}

	/** Forgets a consumer that was removed. */
	void forget(String consumer) {
		this.runs.remove(consumer);
	}

	@Override
	protected Consumer<byte[], byte[]> createRawConsumer(Map<String, Object> identity) {
		String name = String.valueOf(identity.get(ConsumerConfig.CLIENT_ID_CONFIG));
		Map<String, Object> config = new HashMap<>(this.settings.effective());
		config.put(ConsumerConfig.GROUP_ID_CONFIG, identity.get(ConsumerConfig.GROUP_ID_CONFIG));
		config.put(ConsumerConfig.CLIENT_ID_CONFIG, name);
		return Objects.requireNonNull(this.runs.get(name), "a consumer is created before its run has begun")
			.open(config, "ledgerConsumerFactory." + name);
	}

}

package io.kafkatojdbc.consumer;

import java.util.concurrent.atomic.AtomicLong;

import io.kafkatojdbc.batch.BatchCoordinator;
import io.kafkatojdbc.consumer.LedgerConsumerFactory.LedgerConsumer;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;

import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Scope;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Listens for one named consumer, and has what it polls staged. */
@Component
@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
class StagingListener {

	private final String name;

	private final BatchCoordinator coordinator;

	private final AtomicLong staged;

	/** Counts on where the listener before it left off, if it takes over from one. */
	StagingListener(String name, AtomicLong staged, BatchCoordinator coordinator) {
		this.name = name;
		this.staged = staged;
		this.coordinator = coordinator;
	}

	/** The consumer's name, for the annotation below to read. */
	@Override
	public String toString() {
		return this.name;
	}

	@KafkaListener(id = "#{__listener.toString()}", clientIdPrefix = "#{__listener.toString()}",
			topics = "${ingest.topic}", idIsGroup = false, batch = "true", autoStartup = "false")
	void stage(ConsumerRecords<byte[], byte[]> records, Consumer<?, ?> consumer) {
		if (((LedgerConsumer) consumer).stage(records)) {
			this.staged.addAndGet(records.count());
			this.coordinator.rowsStaged();
		}
	}

}

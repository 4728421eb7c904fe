package io.kafkatojdbc.consumer;

import java.util.concurrent.atomic.AtomicLong;

import io.kafkatojdbc.batch.BatchCoordinator;
import org.apache.kafka.clients.consumer.ConsumerRecords;

import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Scope;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/**
 * Receives the records that one named consumer polls, and stages them.
 *
 * @param name the consumer's name, which is also the id of its listener container
 * @param topic the topic to read
 * @param run gives access to the Kafka consumer
 * @param staged counts records, including the records of the consumer's earlier runs
 * @param coordinator is notified when rows were staged
 */
@Component
@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
record StagingListener(String name, String topic, ConsumerRun run, AtomicLong staged, BatchCoordinator coordinator) {

	@KafkaListener(id = "#{__listener.name()}", clientIdPrefix = "#{__listener.name()}",
			topics = "#{__listener.topic()}", idIsGroup = false, batch = "true", autoStartup = "false")
	void stage(ConsumerRecords<byte[], byte[]> records) {
		if (this.run.consumer().stage(records)) {
			this.staged.addAndGet(records.count());
			this.coordinator.rowsStaged();
		}
	}

}

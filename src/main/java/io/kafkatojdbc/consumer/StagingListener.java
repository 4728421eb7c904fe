package io.kafkatojdbc.consumer;

import java.util.concurrent.atomic.AtomicLong;

import io.kafkatojdbc.batch.BatchCoordinator;
import org.apache.kafka.clients.consumer.ConsumerRecords;

import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Scope;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/**
 * Listens for one named consumer, and has staged what the consumer polls.
 *
 * @param name the consumer's name, and the id of its listener container
 * @param topic the topic to read
 * @param run leads to the Kafka consumer
 * @param staged counts records, those of earlier runs of the consumer among them
 * @param coordinator takes note of staged rows
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

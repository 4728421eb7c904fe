package io.kafkatojdbc.datagen;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/** Sends films to a topic and counts those that Kafka has acknowledged. */
final class FilmSender implements AutoCloseable {

	private final String topic;

	private final KafkaProducer<String, String> producer;

	private final AtomicLong acknowledged = new AtomicLong();

	private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

	FilmSender(String bootstrap, String topic) {
		try {
			requireTopic(bootstrap, topic);
			this.topic = topic;
			Map<String, Object> settings = Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
					ProducerConfig.MAX_BLOCK_MS_CONFIG, 10_000, ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 60_000);
			this.producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
		}
		catch (KafkaException ex) {
			throw new KafkaProblem(rootMessage(ex));
		}
	}

	private static void requireTopic(String bootstrap, String topic) {
		// Without this check, the producer would have the topic created, with only one
		// partition.
		Map<String, Object> settings = Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrap,
				AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000, AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
				5_000);
		try (Admin admin = Admin.create(settings)) {
			admin.describeTopics(List.of(topic)).allTopicNames().get();
		}
		catch (ExecutionException ex) {
			throw new KafkaProblem(describe(ex, bootstrap, topic));
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new KafkaProblem("interrupted while looking for the topic");
		}
	}

	private static String describe(ExecutionException ex, String bootstrap, String topic) {
		if (ex.getCause() instanceof TimeoutException) {
			return "no Kafka broker answers at %s; --bootstrap names another".formatted(bootstrap);
		}
		if (ex.getCause() instanceof UnknownTopicOrPartitionException) {
			return "there is no topic '%s' at %s; create it first, or name another with --topic".formatted(topic,
					bootstrap);
		}
		return rootMessage(ex);
	}

	private static String rootMessage(Throwable ex) {
		Throwable root = ex;
		while (root.getCause() != null) {
			root = root.getCause();
		}
		return String.valueOf(root.getMessage());
	}

	// The callback receives the same result as the future.
	@SuppressWarnings("FutureReturnValueIgnored")
	void send(Film film) {
		try {
			this.producer.send(new ProducerRecord<>(this.topic, film.id(), film.toJson()), this::completed);
		}
		catch (KafkaException ex) {
			this.failure.compareAndSet(null, ex);
		}
	}

	private void completed(@Nullable RecordMetadata metadata, @Nullable Exception ex) {
		if (ex == null) {
			this.acknowledged.incrementAndGet();
		}
		else {
			this.failure.compareAndSet(null, ex);
		}
	}

	boolean hasFailed() {
		return this.failure.get() != null;
	}

	long acknowledged() {
		return this.acknowledged.get();
	}

	/**
	 * Waits until the sent films are acknowledged, but only for a limited time, so that
	 * Ctrl-C ends the generator.
	 */
	@Override
	public void close() {
		this.producer.close(Duration.ofSeconds(5));
	}

	void throwFailure() {
		Exception ex = this.failure.get();
		if (ex != null) {
			throw new KafkaProblem("Kafka did not take all records: "
					+ ((ex instanceof TimeoutException) ? "it no longer answers" : rootMessage(ex)));
		}
	}

}

package io.kafkatojdbc.testing;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.kafkatojdbc.datagen.Film;
import io.kafkatojdbc.datagen.FilmGenerator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends films and remembers them, so that the target can be compared with what was sent.
 */
public final class Films implements AutoCloseable {

	private static final long SEED = 17;

	private static final int IDS = 1_000;

	private final String topic;

	private final Producer<String, String> producer;

	private final FilmGenerator generator;

	private final Map<String, String> lastVersions = new HashMap<>();

	private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

	private long sent;

	/**
	 * Creates a sender of films with a thousand different ids.
	 * @param bootstrapServers where Kafka is
	 * @param topic where to send them
	 */
	public Films(String bootstrapServers, String topic) {
		this(bootstrapServers, topic, IDS);
	}

	/**
	 * Creates a sender of films.
	 * @param bootstrapServers where Kafka is
	 * @param topic where to send them
	 * @param ids how many different films there are
	 */
	public Films(String bootstrapServers, String topic, int ids) {
		this.topic = topic;
		this.producer = new KafkaProducer<>(Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers),
				new StringSerializer(), new StringSerializer());
		this.generator = new FilmGenerator(SEED, ids);
	}

	/**
	 * Sends films, and waits until Kafka has them.
	 * @param count how many
	 */
	public void send(int count) {
		for (int i = 0; i < count; i++) {
			sendNext();
		}
		flush();
	}

	/**
	 * Sends one version of a film, and waits until Kafka has it.
	 * @param id its id
	 * @param name its name
	 */
	public void send(String id, String name) {
		send(new Film(id, name));
		flush();
	}

	/**
	 * Sends films one after the other until the result is closed.
	 * @param interval the time between two of them
	 * @return what ends it
	 */
	public Sending sendEvery(Duration interval) {
		ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
		var sending = executor.scheduleAtFixedRate(this::sendNext, 0, interval.toNanos(), TimeUnit.NANOSECONDS);
		return () -> {
			sending.cancel(false);
			// On the same thread, and so after the last film
			CompletableFuture.runAsync(this::flush, executor).join();
			executor.shutdown();
		};
	}

	private synchronized void sendNext() {
		send(this.generator.next());
	}

	// The order of the versions sent must be the one in which they are remembered
	private synchronized void send(Film film) {
		var unused = this.producer.send(new ProducerRecord<>(this.topic, film.id(), film.toJson()), this::completed);
		this.lastVersions.put(film.id(), film.name());
		this.sent++;
	}

	private void completed(@Nullable RecordMetadata metadata, @Nullable Exception ex) {
		this.failure.compareAndSet(null, ex);
	}

	private void flush() {
		this.producer.flush();
		Exception ex = this.failure.get();
		if (ex != null) {
			throw new IllegalStateException("Kafka did not take all films", ex);
		}
	}

	/**
	 * Returns how many films were sent.
	 * @return all versions of all films
	 */
	public synchronized long sent() {
		return this.sent;
	}

	/**
	 * Returns what the target should hold.
	 * @return the name that was last sent, by id
	 */
	public synchronized Map<String, String> lastVersions() {
		return Map.copyOf(this.lastVersions);
	}

	@Override
	public void close() {
		this.producer.close(Duration.ofSeconds(5));
	}

	/** Films being sent in the background. */
	@FunctionalInterface
	public interface Sending extends AutoCloseable {

		/** Ends it, and waits until Kafka has all that was sent. */
		@Override
		void close();

	}

}

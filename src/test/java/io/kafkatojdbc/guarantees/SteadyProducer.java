package io.kafkatojdbc.guarantees;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import io.kafkatojdbc.guarantees.FilmVersions.Message;
import io.kafkatojdbc.guarantees.Truth.Place;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends films at a steady rate through whatever happens to the broker. What is sent is
 * acknowledged in the end, so that nobody has to guess what the topic has.
 */
final class SteadyProducer implements AutoCloseable {

	private static final long TICK_MILLIS = 10;

	private static final int PATIENCE_MILLIS = 600_000;

	private final String bootstrapServers;

	private final String topic;

	private final Truth truth;

	private final int perTick;

	private final FilmVersions films;

	private final ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();

	private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

	private Producer<String, String> producer;

	private @Nullable ScheduledFuture<?> sending;

	SteadyProducer(String bootstrapServers, String topic, Truth truth, int perSecond) {
		this.bootstrapServers = bootstrapServers;
		this.topic = topic;
		this.truth = truth;
		this.perTick = (int) (perSecond * TICK_MILLIS / 1_000);
		this.films = new FilmVersions(topic, new Random(17));
		this.producer = create(Map.of());
	}

	private Producer<String, String> create(Map<String, Object> more) {
		Map<String, Object> config = new HashMap<>(more);
		config.put(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, this.bootstrapServers);
		config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
		config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MILLIS);
		config.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
		return new KafkaProducer<>(config, new StringSerializer(), new StringSerializer());
	}

	/** Begins to send. */
	synchronized void start() {
		if (this.sending == null) {
			this.sending = this.executor.scheduleAtFixedRate(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
		}
	}

	private void tick() {
		try {
			send(this.perTick);
			this.films.badRun().forEach(this::send);
		}
		catch (RuntimeException ex) {
			this.failure.compareAndSet(null, ex);
		}
	}

	private void send(int count) {
		for (int i = 0; i < count; i++) {
			send(this.films.next());
		}
	}

	private void send(Message message) {
		var unused = this.producer.send(message.record(), (metadata, ex) -> {
			if (ex != null) {
				this.failure.compareAndSet(null, ex);
			}
			else {
				acknowledged(message, metadata);
			}
		});
	}

	private void acknowledged(Message message, RecordMetadata metadata) {
		Place place = new Place(metadata.partition(), metadata.offset());
		switch (message.quality()) {
			case GOOD -> this.truth.acknowledgedGood(place, message.id(), message.version());
			case BAD -> this.truth.acknowledgedBad(place);
			case MENDABLE -> this.truth.acknowledgedMendable(place, message.id(), message.version());
		}
	}

	/** Ends sending, and waits until Kafka has acknowledged all that was sent. */
	synchronized void pause() {
		if (this.sending != null) {
			this.sending.cancel(false);
			this.sending = null;
		}
		onSender(this.producer::flush);
	}

	/** Sends some films at once, and waits until Kafka has them. */
	void burst(int count) {
		onSender(() -> {
			send(count);
			this.producer.flush();
		});
	}

	/** Sends a film that a procedure can be made to dislike. */
	void sendPoison() {
		onSender(() -> {
			send(this.films.poison());
			this.producer.flush();
		});
	}

	/** Sends records that can never become rows. */
	void sendUnreadable(int count) {
		onSender(() -> {
			for (int i = 0; i < count; i++) {
				send(this.films.unreadable());
			}
			this.producer.flush();
		});
	}

	/** Sends films that are rejected as long as the staging table is what it is. */
	void sendMendable(int count) {
		onSender(() -> {
			for (int i = 0; i < count; i++) {
				send(this.films.mendable());
			}
			this.producer.flush();
		});
	}

	/**
	 * Writes transactions, the last of which are aborted. Nothing else must be sent
	 * meanwhile.
	 */
	void sendTransactions(int committed, int aborted, int films) {
		onSender(() -> {
			try (Producer<String, String> transactional = create(
					Map.of(ProducerConfig.TRANSACTIONAL_ID_CONFIG, this.topic))) {
				transactional.initTransactions();
				for (int i = 0; i < committed + aborted; i++) {
					transaction(transactional, i < committed, films);
				}
			}
		});
	}

	private void transaction(Producer<String, String> transactional, boolean commit, int films) {
		transactional.beginTransaction();
		List<Message> messages = this.films.next(films);
		List<RecordMetadata> places = messages.stream()
			.map((message) -> transactional.send(message.record()))
			.toList()
			.stream()
			.map((future) -> CompletableFuture.supplyAsync(() -> get(future)).join())
			.toList();
		if (commit) {
			transactional.commitTransaction();
			for (int i = 0; i < messages.size(); i++) {
				acknowledged(messages.get(i), places.get(i));
			}
		}
		else {
			transactional.abortTransaction();
		}
	}

	private static RecordMetadata get(Future<RecordMetadata> future) {
		try {
			return future.get();
		}
		catch (Exception ex) {
			throw new IllegalStateException("Kafka did not take a film", ex);
		}
	}

	/** Sends to these partitions from now on. */
	void partitions(int first, int end) {
		onSender(() -> this.films.partitions(first, end));
	}

	/** Sends to all partitions of a topic that has so many now. */
	void partitionsAdded(int total) {
		onSender(() -> this.films.topicHas(total));
	}

	/**
	 * Forgets the topic, which is made anew or has lost records, but not the films. A
	 * producer that went on would number its batches as before.
	 */
	void topicIsNew(int partitions) {
		onSender(() -> {
			this.producer.close();
			this.producer = create(Map.of());
			this.films.topicHas(partitions);
		});
	}

	private void onSender(Runnable work) {
		CompletableFuture.runAsync(work, this.executor).join();
		Exception ex = this.failure.get();
		if (ex != null) {
			throw new IllegalStateException("Kafka did not take all films", ex);
		}
	}

	@Override
	public synchronized void close() {
		this.executor.shutdownNow();
		this.producer.close(Duration.ofSeconds(5));
	}

}

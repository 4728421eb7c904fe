package io.kafkatojdbc.bench.live;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.kafkatojdbc.bench.system.Trial;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends new films at a steady rate, to each partition in turn. */
class Arrivals implements AutoCloseable {

	private static final long PERIOD_NANOS = TimeUnit.MILLISECONDS.toNanos(1);

	private final KafkaProducer<byte[], byte[]> producer;

	private final String topic;

	private final SentTimes sent;

	Arrivals(Trial trial, SentTimes sent) {
		this.topic = trial.name();
		this.sent = sent;
		this.producer = new KafkaProducer<>(
				Map.of("bootstrap.servers", trial.servers().kafka().bootstrapServers(), "linger.ms", 0),
				new ByteArraySerializer(), new ByteArraySerializer());
	}

	void send(long count) {
		for (long i = 0; i < count; i++) {
			int partition = this.sent.nextPartition();
			String id = FilmNumber.of(partition, this.sent.next(partition));
			byte[] value = ("{\"id\":\"" + id + "\",\"name\":\"The Film Number " + id + "\"}")
				.getBytes(StandardCharsets.UTF_8);
			this.producer.send(new ProducerRecord<>(this.topic, partition, id.getBytes(StandardCharsets.UTF_8), value));
		}
	}

	void send(int perSecond, int seconds) {
		long start = System.nanoTime();
		long total = (long) perSecond * seconds;
		for (long done = 0; done < total;) {
			long due = Math.min(total, (System.nanoTime() - start) * perSecond / TimeUnit.SECONDS.toNanos(1));
			send(due - done);
			done = due;
			LockSupport.parkNanos(PERIOD_NANOS);
		}
		this.producer.flush();
	}

	@Override
	public void close() {
		this.producer.close();
	}

}

package io.kafkatojdbc.bench.workload;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Sends the records of a workload to a topic. */
public final class TopicFiller {

	private final Map<String, Object> config;

	/**
	 * Creates a filler.
	 * @param bootstrapServers the address of the Kafka broker
	 */
	public TopicFiller(String bootstrapServers) {
		this.config = Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
				ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class,
				ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class,
				ProducerConfig.LINGER_MS_CONFIG, 20, ProducerConfig.BATCH_SIZE_CONFIG, 1 << 18);
	}

	/**
	 * Sends records, and waits until the broker has them.
	 * @param topic the topic to send to
	 * @param workload the workload with the records' keys
	 * @param sequence the order of the records
	 * @param form writes the records' values
	 */
	public void fill(String topic, Workload workload, Sequence sequence, Form form) {
		AtomicReference<Exception> failure = new AtomicReference<>();
		try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(this.config)) {
			StringBuilder json = new StringBuilder();
			sequence.forEach((id, version) -> {
				json.setLength(0);
				form.write(id, version, json);
				byte[] value = json.toString().getBytes(StandardCharsets.UTF_8);
				producer.send(new ProducerRecord<>(topic, workload.key(id), value), (metadata, ex) -> {
					if (ex != null) {
						failure.set(ex);
					}
				});
			});
		}
		if (failure.get() != null) {
			throw new IllegalStateException("Cannot fill the topic " + topic, failure.get());
		}
	}

	/** Writes a record's value. */
	@FunctionalInterface
	public interface Form {

		/**
		 * Writes a value.
		 * @param id the key
		 * @param version the version of the key
		 * @param out receives the value
		 */
		void write(int id, int version, StringBuilder out);

	}

}

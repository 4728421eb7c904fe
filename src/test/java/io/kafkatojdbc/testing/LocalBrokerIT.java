package io.kafkatojdbc.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

/** What the fault tests rely on: a restart keeps the records, and a failed start ends. */
class LocalBrokerIT {

	@Test
	void keepsItsRecordsOverARestart() throws Exception {
		try (LocalBroker broker = LocalBroker.create()) {
			broker.createTopic("films", 2);
			send(broker, "films", "The Dark Knight");
			broker.restart();
			assertThat(read(broker, "films")).containsExactly("The Dark Knight");
		}
	}

	@Test
	void saysThatItsPortIsTakenAndEnds(@TempDir Path directory) {
		try (LocalBroker other = LocalBroker.create()) {
			int port = other.port();
			Set<Thread> before = nonDaemonThreads();
			assertThatIllegalStateException().isThrownBy(() -> LocalBroker.open(port, directory.resolve("logs")))
				.withMessage("Port %d is taken, so Kafka cannot be started there", port);
			assertThat(nonDaemonThreads()).isSubsetOf(before);
			assertThat(directory.resolve("logs")).matches(Files::notExists);
		}
	}

	private static Set<Thread> nonDaemonThreads() {
		return Thread.getAllStackTraces()
			.keySet()
			.stream()
			.filter((thread) -> !thread.isDaemon())
			.collect(Collectors.toSet());
	}

	private static void send(LocalBroker broker, String topic, String value) throws Exception {
		try (KafkaProducer<String, String> producer = new KafkaProducer<>(
				Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()), new StringSerializer(),
				new StringSerializer())) {
			producer.send(new ProducerRecord<>(topic, 0, null, value)).get();
		}
	}

	private static List<String> read(LocalBroker broker, String topic) {
		TopicPartition partition = new TopicPartition(topic, 0);
		try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
				Map.of(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, broker.bootstrapServers()), new StringDeserializer(),
				new StringDeserializer())) {
			consumer.assign(List.of(partition));
			consumer.seekToBeginning(List.of(partition));
			return StreamSupport.stream(consumer.poll(Duration.ofSeconds(30)).spliterator(), false)
				.map(ConsumerRecord::value)
				.toList();
		}
	}

}

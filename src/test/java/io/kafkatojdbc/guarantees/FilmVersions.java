package io.kafkatojdbc.guarantees;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;

import io.kafkatojdbc.guarantees.FilmVersions.Message.Quality;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Versions of films, with some records twice and some that are no films: two in ten
 * thousand, and now and then many in a row. All versions of a film are in one partition,
 * but most films move to another one when the topic gets more partitions.
 */
final class FilmVersions {

	private static final int FILMS = 2_000;

	private static final int POISONS = 500;

	private static final List<String> BAD = List.of("not JSON", "{\"id\": \"%s\", \"version\": 1}",
			"{\"id\": \"%s\", \"name\": \"Vertigo\", \"version\": \"first\"}",
			"{\"id\": \"%s\", \"name\": \"Vertigo\", \"version\": 1000000000}",
			"{\"id\": \"%s\", \"name\": \"Vertigo\", \"version\": 1, \"remark\": \"" + "x".repeat(60) + "\"}");

	private static final int ASKED_PER_BAD_RUN = 250;

	/** More than are looked for one by one. */
	private static final int SHORTEST_BAD_RUN = 5;

	private static final int LONGEST_BAD_RUN = 50;

	private final String topic;

	private final Random random;

	private final Map<String, Long> versions = new HashMap<>();

	private int partitions = Scene.PARTITIONS;

	private int firstPartition;

	private int endPartition = this.partitions;

	private int mendable;

	FilmVersions(String topic, Random random) {
		this.topic = topic;
		this.random = random;
	}

	/** Has films move, because the topic has so many partitions now. */
	void topicHas(int partitions) {
		this.partitions = partitions;
		partitions(0, partitions);
	}

	void partitions(int first, int end) {
		this.firstPartition = first;
		this.endPartition = end;
	}

	List<Message> next(int count) {
		return Stream.generate(this::next).limit(count).toList();
	}

	Message next() {
		int partition = partition();
		String id = String.valueOf(partition + this.partitions * this.random.nextInt(FILMS / this.partitions));
		int dice = this.random.nextInt(10_000);
		if (dice < 2) {
			return bad(partition, id);
		}
		boolean again = dice < 300 && this.versions.containsKey(id);
		return film(partition, id, "Film", again ? 0 : 1);
	}

	/** Returns bad records of one partition, and most times none. */
	List<Message> badRun() {
		if (this.random.nextInt(ASKED_PER_BAD_RUN) > 0) {
			return List.of();
		}
		int partition = partition();
		int count = SHORTEST_BAD_RUN + this.random.nextInt(LONGEST_BAD_RUN - SHORTEST_BAD_RUN + 1);
		return Stream.generate(() -> bad(partition, "%d-bad".formatted(partition))).limit(count).toList();
	}

	/** A record that can never become a row. */
	Message unreadable() {
		int partition = partition();
		return bad(partition, "%d-bad".formatted(partition));
	}

	private int partition() {
		return this.firstPartition + this.random.nextInt(this.endPartition - this.firstPartition);
	}

	/** The first version of a film that has no others. */
	Message poison() {
		int partition = partition();
		return film(partition, "%d-poison-%d".formatted(partition, this.random.nextInt(POISONS)), "poison", 1);
	}

	private Message film(int partition, String id, String name, int newer) {
		long version = this.versions.merge(id, (long) newer, Long::sum);
		String json = "{\"id\":\"%s\",\"name\":\"%s\",\"version\":%d}".formatted(id, name, version);
		return new Message(new ProducerRecord<>(this.topic, partition, id, json), version, Quality.GOOD);
	}

	private Message bad(int partition, String id) {
		String value = BAD.get(this.random.nextInt(BAD.size())).formatted(id);
		return new Message(new ProducerRecord<>(this.topic, partition, id, value), 0, Quality.BAD);
	}

	/** A film of its own that is too long for the staging table as it is. */
	Message mendable() {
		int partition = partition();
		String id = "%d-mendable-%d".formatted(partition, ++this.mendable);
		String json = "{\"id\":\"%s\",\"name\":\"Film\",\"version\":1,\"remark\":\"longer than it should be\"}"
			.formatted(id);
		return new Message(new ProducerRecord<>(this.topic, partition, id, json), 1, Quality.MENDABLE);
	}

	/**
	 * What is sent.
	 *
	 * @param record the record
	 * @param version the film's version
	 * @param quality what is to become of it
	 */
	record Message(ProducerRecord<String, String> record, long version, Quality quality) {

		String id() {
			return this.record.key();
		}

		/** What becomes of a record. */
		enum Quality {

			GOOD, BAD, MENDABLE

		}

	}

}

package io.kafkatojdbc.staging;

import java.util.ArrayList;
import java.util.List;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures how fast records are staged that are good, and those that are not. It is no
 * test: it asserts nothing, and only runs if it is asked for with
 * {@code -Dit.test=GarbageBenchmark}.
 */
class GarbageBenchmark {

	private static final Logger log = LoggerFactory.getLogger(GarbageBenchmark.class);

	private static final int RECORDS = 500;

	private final StagingContext context = new StagingContext(
			"id text NOT NULL, name varchar(20) NOT NULL, year integer CONSTRAINT no_film_yet CHECK (year > 1887),"
					+ " rating numeric(3, 1), at timestamptz, attributes jsonb, tags text[]");

	private long next;

	@AfterEach
	void stop() {
		this.context.close();
	}

	@Test
	void measure() {
		List<String> kinds = List.of("good", "not JSON", "type", "missing", "check", "long", "mixed");
		for (int round = 0; round < 3; round++) {
			for (String kind : kinds) {
				run(kind, round);
			}
		}
	}

	private void run(String kind, int round) {
		int polls = kind.equals("good") ? 200 : 30;
		long before = System.nanoTime();
		for (int i = 0; i < polls; i++) {
			Poll poll = new Poll();
			poll.add(0, this.next, this.next + RECORDS, records(kind));
			this.context.bean(Stager.class).stage(poll);
			this.next += RECORDS;
		}
		double seconds = (System.nanoTime() - before) / 1e9;
		log.info("Round {}: {} records of kind '{}' a second", round, Math.round(polls * RECORDS / seconds), kind);
		this.context.execute("TRUNCATE films_staging; TRUNCATE ingest.rejected_record");
	}

	private List<ConsumerRecord<byte[], byte[]>> records(String kind) {
		List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
		for (int i = 0; i < RECORDS; i++) {
			String value = switch (kind) {
				case "good" -> film(i, "\"A Film\"", "1999");
				case "not JSON" -> "no film " + i;
				case "type" -> film(i, "\"A Film\"", "\"soon\"");
				case "missing" -> "{\"id\":\"%d\",\"year\":1999}".formatted(i);
				case "check" -> film(i, "\"A Film\"", "1066");
				case "long" -> film(i, "\"A Film With Too Long a Name\"", "1999");
				default -> film(i, "\"A Film\"", (i % 2 == 0) ? "1066" : "1999");
			};
			records.add(Samples.record(0, this.next + i, value));
		}
		return records;
	}

	private static String film(int id, String name, String year) {
		return "{\"id\":\"%d\",\"name\":%s,\"year\":%s,\"rating\":7.5,\"at\":\"2026-11-22T10:11:12Z\",\"attributes\":{\"a\":[1,2]},\"tags\":[\"a\",\"b\"]}"
			.formatted(id, name, year);
	}

}

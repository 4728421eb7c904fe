package io.kafkatojdbc.advice;

import java.util.List;
import java.util.Map;

import io.kafkatojdbc.consumer.MeasuredConsumer;

import org.springframework.stereotype.Component;

/**
 * Finds fetches in which the broker waits for more bytes than arrive, so that records
 * wait too. The broker answers once it has {@code fetch.min.bytes}, or after
 * {@code fetch.max.wait.ms}.
 */
@Component
class LongFetches implements Rule {

	private static final String MIN_BYTES = "fetch.min.bytes";

	private static final String MAX_WAIT = "fetch.max.wait.ms";

	/** By default the broker waits half a second when no records arrive. */
	private static final double LONG_SECONDS = 2;

	private static final double WANTED_SECONDS = 4;

	private static final double IN_TIME = 0.9;

	@Override
	public List<Advice> advise(Figures figures) {
		long minBytes = figures.number(MIN_BYTES).orElse(1L);
		long maxWait = figures.number(MAX_WAIT).orElse(500L);
		return (minBytes > 1) ? figures.consumers()
			.stream()
			.filter((consumer) -> consumer.fetchBytes() > 0 && waited(consumer) > LONG_SECONDS)
			.map((consumer) -> advice(consumer, minBytes, maxWait))
			.filter((advice) -> Long.parseLong(String.valueOf(advice.suggestion())) < minBytes)
			.toList() : List.of();
	}

	private static double waited(MeasuredConsumer consumer) {
		return consumer.fetchMillis() / 1_000;
	}

	/**
	 * Returns how many bytes a second arrive. A fetch that was answered in time had at
	 * least {@code fetch.min.bytes}. The client counts fewer bytes, because it leaves out
	 * the overhead of record batches.
	 */
	private static double bytesPerSecond(MeasuredConsumer consumer, long minBytes, long maxWait) {
		boolean inTime = consumer.fetchMillis() < maxWait * IN_TIME;
		return (inTime ? Math.max((double) minBytes, consumer.fetchBytes()) : consumer.fetchBytes()) / waited(consumer);
	}

	private static Advice advice(MeasuredConsumer consumer, long minBytes, long maxWait) {
		double bytes = bytesPerSecond(consumer, minBytes, maxWait);
		double wanted = Math.min(WANTED_SECONDS, waited(consumer) / 2);
		long suggestion = Words.rounded(bytes * wanted);
		return new Advice(MIN_BYTES, String.valueOf(suggestion),
				Map.of("bytesPerSecond", Math.round(bytes), "fetchSeconds", waited(consumer), MIN_BYTES, minBytes,
						MAX_WAIT, maxWait),
				"Consumer %s: %s B/s with %s=%d and %s=%d waits %s per poll; %s=%d would wait some %s.".formatted(
						consumer.name(), Words.number(bytes), MIN_BYTES, minBytes, MAX_WAIT, maxWait,
						Words.seconds(waited(consumer)), MIN_BYTES, suggestion, Words.seconds(wanted)));
	}

}

package io.kafkatojdbc.advice;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.kafkatojdbc.consumer.MeasuredConsumer;

import org.springframework.stereotype.Component;

/** Finds that there are more consumers than can own partitions, or too few to keep up. */
@Component
class Consumption implements Rule {

	private static final String CONSUMERS = "ingest.consumers";

	private static final String POOL = "spring.datasource.hikari.maximum-pool-size";

	/** A backlog that takes less time than this to catch up is not worth advice. */
	private static final double SOON_SECONDS = 60;

	@Override
	public List<Advice> advise(Figures figures) {
		List<String> idle = figures.consumers()
			.stream()
			.filter((consumer) -> consumer.member() && consumer.partitions() == 0)
			.map(MeasuredConsumer::name)
			.toList();
		if (!idle.isEmpty() && figures.partitions() > 0) {
			return List.of(idle(idle, figures));
		}
		return isSlow(figures) ? List.of(more(figures)) : List.of();
	}

	private static Advice idle(List<String> idle, Figures figures) {
		return new Advice(CONSUMERS, null,
				Map.of("partitions", figures.partitions(), "consumers", figures.consumers().size(), "idle",
						idle.size()),
				"%s: no partition of %d is left for %d of this instance's %d consumers, which only stand by; the topic would need more partitions for them, or they can be removed."
					.formatted(idle.stream().collect(Collectors.joining(", ", "Consumers ", "")), figures.partitions(),
							idle.size(), figures.consumers().size()));
	}

	/**
	 * Returns whether more consumers would help. They help only if consumers, and not
	 * merges, take most of the time.
	 */
	private static boolean isSlow(Figures figures) {
		double rate = rate(figures);
		return rate > 0 && (double) figures.lag() / rate > SOON_SECONDS
				&& figures.batches().mergeSeconds() <= figures.batches().fillSeconds()
				&& figures.consumers().stream().anyMatch((consumer) -> consumer.partitions() > 1);
	}

	private static double rate(Figures figures) {
		return figures.consumers().stream().mapToDouble(MeasuredConsumer::recordsPerSecond).sum();
	}

	private static Advice more(Figures figures) {
		int owned = figures.consumers().stream().mapToInt(MeasuredConsumer::partitions).sum();
		int now = figures.consumers().size();
		boolean full = now >= figures.consumerLimit();
		return new Advice(full ? POOL : CONSUMERS, String.valueOf(owned),
				Map.of("lag", figures.lag(), "recordsPerSecond", Math.round(rate(figures)), "consumers", now,
						"partitions", owned),
				"%s records wait in the topic, %s at the %s/s of %d consumer(s) with %d partitions between them; up to %d consumers would read side by side%s."
					.formatted(Words.number(figures.lag()), Words.seconds((double) figures.lag() / rate(figures)),
							Words.number(rate(figures)), now, owned, owned,
							full ? ", for which %s=%d has no connections".formatted(POOL, figures.consumerLimit())
									: ""));
	}

}

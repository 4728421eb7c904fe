package io.kafkatojdbc.advice;

import java.util.List;
import java.util.Map;

import io.kafkatojdbc.consumer.MeasuredConsumer;

import org.springframework.stereotype.Component;

/**
 * Finds polls that return as many records as they may, while more records wait. Each poll
 * is one transaction.
 */
@Component
class FullPolls implements Rule {

	private static final String MAX_RECORDS = "max.poll.records";

	/**
	 * The service's own default. Larger polls are hardly faster, and take more memory.
	 */
	private static final long ENOUGH = 10_000;

	private static final double FULL = 0.8;

	@Override
	public List<Advice> advise(Figures figures) {
		long limit = figures.number(MAX_RECORDS).orElse(ENOUGH);
		return (limit < ENOUGH && figures.lag() > limit * 10) ? figures.consumers()
			.stream()
			.filter((consumer) -> consumer.recordsPerPoll() >= limit * FULL)
			.map((consumer) -> advice(consumer, limit, figures.lag()))
			.toList() : List.of();
	}

	private static Advice advice(MeasuredConsumer consumer, long limit, long lag) {
		return new Advice(MAX_RECORDS, String.valueOf(ENOUGH),
				Map.of("recordsPerPoll", Math.round(consumer.recordsPerPoll()), MAX_RECORDS, limit, "lag", lag),
				"Consumer %s: polls return %s records with %s=%d, while %s wait in the topic; %s=%d would take one transaction for up to %s of these polls."
					.formatted(consumer.name(), Words.number(consumer.recordsPerPoll()), MAX_RECORDS, limit,
							Words.number(lag), MAX_RECORDS, ENOUGH, Words.number((double) ENOUGH / limit)));
	}

}

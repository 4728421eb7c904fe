package io.kafkatojdbc.consumer;

import java.util.List;

import io.kafkatojdbc.consumer.ConsumerStatus.State;
import io.kafkatojdbc.pipeline.Pipeline;
import io.kafkatojdbc.watch.LastReading;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Counts the consumers of this instance. {@code ingest.consumers} counts them by
 * {@code state}, and the sum over all states is the number of consumers.
 * {@code ingest.consumers.unwell} counts the consumers that health complains about. No
 * meter has a consumer's name as a tag, because new names can appear without limit.
 */
@Component
class ConsumerMeters {

	private final Consumers consumers;

	private final LastReading<List<ConsumerStatus>> status = new LastReading<>();

	ConsumerMeters(Consumers consumers, MeterRegistry registry, Pipeline pipeline) {
		this.consumers = consumers;
		for (State state : State.values()) {
			Gauge
				.builder("ingest.consumers",
						() -> this.status.tell((all) -> all.stream().filter((each) -> each.state() == state).count()))
				.tags(pipeline.tags().and("state", state.name()))
				.description("Consumers of this instance")
				.register(registry);
		}
		Gauge
			.builder("ingest.consumers.unwell",
					() -> this.status.tell((all) -> all.stream().filter((each) -> !each.isWell()).count()))
			.description("Consumers of this instance that health complains of")
			.tags(pipeline.tags())
			.register(registry);
	}

	@Scheduled(fixedDelay = LastReading.EVERY_MILLIS)
	void read() {
		this.status.update(this.consumers::status);
	}

}

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
 * Counts the consumers of this instance: {@code ingest.consumers} by {@code state}, whose
 * sum is how many there are, and {@code ingest.consumers.unwell}, those of them that
 * health complains of. None of these names a consumer: names may come and go for ever.
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

package io.kafkatojdbc.topic;

import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import io.kafkatojdbc.ledger.OffsetLedger;
import io.kafkatojdbc.pipeline.Pipeline;
import io.kafkatojdbc.topic.TopicStatus.PartitionStatus;
import io.kafkatojdbc.watch.LastReading;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;

import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Compares the ledger with Kafka, by {@code partition}. {@code ingest.lag} counts the
 * offsets between the ledger and the end of the topic, including offsets without a
 * record. {@code ingest.group.behind} counts the offsets between what the consumer group
 * has committed and the ledger. Both count a partition whichever instance reads it. Lag
 * tools show {@code ingest.lag} + {@code ingest.group.behind}.
 * {@code ingest.partitions.waiting} counts the partitions that were added to the topic
 * and are not read yet.
 */
@Component
class TopicMeters {

	private final Topic topic;

	private final ConsumerGroup group;

	private final TopicWatch watch;

	private final OffsetLedger ledger;

	private final LastReading<Map<Integer, Long>> lag = new LastReading<>();

	private final LastReading<Map<Integer, Long>> behind = new LastReading<>();

	private final MultiGauge lagGauge;

	private final MultiGauge behindGauge;

	TopicMeters(Topic topic, ConsumerGroup group, TopicWatch watch, OffsetLedger ledger, TopicGrowth growth,
			MeterRegistry registry, Pipeline pipeline) {
		this.topic = topic;
		this.group = group;
		this.watch = watch;
		this.ledger = ledger;
		this.lagGauge = gauge("ingest.lag", "Offsets that are still to be staged", pipeline).register(registry);
		this.behindGauge = gauge("ingest.group.behind",
				"Offsets that are staged and not committed for the consumer group, which only lag tools use", pipeline)
			.register(registry);
		Gauge.builder("ingest.partitions.waiting", growth, (each) -> each.waiting().size())
			.description("Partitions that were added to the topic, and wait until the older ones are merged")
			.tags(pipeline.tags())
			.register(registry);
	}

	private static MultiGauge.Builder gauge(String name, String description, Pipeline pipeline) {
		return MultiGauge.builder(name).description(description).baseUnit("records").tags(pipeline.tags());
	}

	@Scheduled(fixedDelay = LastReading.EVERY_MILLIS)
	void read() {
		update(this.lag, this.lagGauge, this::lag);
		update(this.behind, this.behindGauge, this::behind);
	}

	private static void update(LastReading<Map<Integer, Long>> reading, MultiGauge gauge,
			Supplier<Map<Integer, Long>> source) {
		reading.update(() -> {
			Map<Integer, Long> offsets = source.get();
			gauge.register(offsets.keySet().stream().<Row<?>>map((partition) -> row(reading, partition)).toList());
			return offsets;
		});
	}

	private static Row<?> row(LastReading<Map<Integer, Long>> reading, int partition) {
		return Row.of(Tags.of("partition", String.valueOf(partition)), () -> reading.tell((offsets) -> {
			Long known = offsets.get(partition);
			return (known != null) ? known : Double.NaN;
		}));
	}

	private Map<Integer, Long> lag() {
		requireLedgersTopic();
		Map<Integer, Long> next = this.ledger.readAll();
		return this.topic.ranges(this.topic.describe())
			.entrySet()
			.stream()
			.collect(Collectors.toMap(Map.Entry::getKey,
					(entry) -> PartitionStatus
						.of(entry.getKey(), entry.getValue(), next.get(entry.getKey()), null, null)
						.lag()));
	}

	private Map<Integer, Long> behind() {
		requireLedgersTopic();
		// Both numbers advance. Reading the committed offsets first keeps the difference
		// from becoming negative.
		Map<Integer, Long> committed = this.group.committedOffsets();
		Map<Integer, Long> next = this.ledger.readAll();
		return committed.entrySet()
			.stream()
			.filter((entry) -> next.containsKey(entry.getKey()))
			.collect(Collectors.toMap(Map.Entry::getKey,
					(entry) -> next.getOrDefault(entry.getKey(), 0L) - entry.getValue()));
	}

	/**
	 * Fails if the topic is not the ledger's, because offsets of different topics cannot
	 * be compared.
	 */
	private void requireLedgersTopic() {
		this.watch.objection().ifPresent((objection) -> {
			throw new IllegalStateException(objection);
		});
	}

}

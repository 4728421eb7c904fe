package io.kafkatojdbc.topic;

import java.util.HashMap;
import java.util.Map;

import io.kafkatojdbc.pipeline.Pipeline;
import io.kafkatojdbc.start.StartException;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/**
 * Enters the pipeline into the ledger before any consumer starts. A new pipeline is
 * entered with the offsets at which it starts.
 */
@Component
class PipelineEntry implements SmartInitializingSingleton {

	private static final Logger log = LoggerFactory.getLogger(PipelineEntry.class);

	private final Topic topic;

	private final ConsumerGroup group;

	private final PipelineLedger ledger;

	private final Pipeline pipeline;

	PipelineEntry(Topic topic, ConsumerGroup group, PipelineLedger ledger, Pipeline pipeline) {
		this.topic = topic;
		this.group = group;
		this.ledger = ledger;
		this.pipeline = pipeline;
	}

	@Override
	public void afterSingletonsInstantiated() {
		PipelineSource source = source();
		if (this.ledger.enter(source, this::startOffsets)) {
			log.info("Pipeline {} is new and starts from {}", this.pipeline.name(), this.pipeline.startFrom());
		}
	}

	private PipelineSource source() {
		try {
			TopicDescription description = this.topic.describe();
			log.info("Topic {} has {} partitions", this.pipeline.topic(), description.partitions().size());
			return new PipelineSource(description.topicId().toString(), this.topic.clusterId(), this.group.id());
		}
		catch (UnknownTopicOrPartitionException ex) {
			if (this.ledger.isKnown()) {
				// The staged rows can still be merged, and the topic may be created
				// again.
				return new PipelineSource("", this.topic.clusterId(), this.group.id());
			}
			throw new StartException("There is no Kafka topic '%s'.".formatted(this.pipeline.topic()),
					"Create the topic, or name another one in 'ingest.topic'.");
		}
		catch (KafkaException ex) {
			throw new StartException(
					"Kafka can't be asked about the topic '%s': %s".formatted(this.pipeline.topic(), ex.getMessage()),
					"Check 'spring.kafka.bootstrap-servers' and that the broker is running.");
		}
	}

	private Map<Integer, Long> startOffsets() {
		return switch (this.pipeline.startFrom()) {
			case EARLIEST -> this.topic.beginOffsets();
			case LATEST -> this.topic.endOffsets();
			case COMMITTED -> {
				Map<Integer, Long> offsets = new HashMap<>(this.topic.beginOffsets());
				offsets.putAll(this.group.committedOffsets());
				yield offsets;
			}
		};
	}

}

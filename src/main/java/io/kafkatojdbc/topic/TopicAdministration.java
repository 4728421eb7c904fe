package io.kafkatojdbc.topic;

import java.util.Map;

import io.kafkatojdbc.ledger.OffsetLedger;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Shows an operator the topic, and replaces a topic that no longer matches the ledger if
 * the operator decides so. The service must not make this decision by itself.
 */
@Component
class TopicAdministration {

	private static final Logger log = LoggerFactory.getLogger(TopicAdministration.class);

	private static final String OFFSETS_BEGIN_ANEW = "Offsets begin anew. If the merge procedure compares offsets without "
			+ "kafka_order, set those in the target table back, as in: UPDATE films SET kafka_offset = NULL";

	private final OperatorQuestions broker;

	private final ConsumerGroup group;

	private final TopicWatch watch;

	private final TopicLedger topics;

	private final OffsetLedger offsets;

	private final TopicGrowth growth;

	TopicAdministration(OperatorQuestions broker, ConsumerGroup group, TopicWatch watch, TopicLedger topics,
			OffsetLedger offsets, TopicGrowth growth) {
		this.broker = broker;
		this.group = group;
		this.watch = watch;
		this.topics = topics;
		this.offsets = offsets;
		this.growth = growth;
	}

	TopicStatus status() {
		this.watch.refresh();
		Map<Integer, Long> next = this.offsets.readAll();
		String problem = this.watch.whatIsWrong().orElse(null);
		return TopicStatus.of(this.watch.state(), problem, next, owners(problem), this.growth.waiting());
	}

	/**
	 * Returns the owner of each partition. Owners are not asked for while there is a
	 * problem, because they are not worth the wait for a broker that does not answer.
	 */
	private Map<Integer, String> owners(@Nullable String problem) {
		try {
			return (problem != null) ? Map.of() : this.group.owners();
		}
		catch (KafkaException ex) {
			log.debug("The group can't be asked", ex);
			return Map.of();
		}
	}

	/** Goes on with a topic that was recreated, from its beginning. */
	Replacement replace(@Nullable String id) {
		TopicDescription found = this.broker.find();
		String foundId = found.topicId().toString();
		if (!foundId.equals(id)) {
			throw new TopicProblemException((id != null) ? HttpStatus.CONFLICT : HttpStatus.BAD_REQUEST,
					"The topic '%s' has the id %s: name that one, as in {\"id\": \"%s\"}.".formatted(found.name(),
							foundId, foundId));
		}
		if (!foundId.equals(this.topics.known().id())) {
			Map<Integer, LogRange> ranges = this.broker.ranges(found);
			this.topics.replace(foundId, TopicState.begins(ranges)).ifPresent((obstacle) -> {
				throw new TopicProblemException(HttpStatus.CONFLICT, obstacle);
			});
			log.warn("The pipeline goes on with the topic {} of id {}, from its beginning", found.name(), foundId);
		}
		return new Replacement(status(), OFFSETS_BEGIN_ANEW);
	}

	/**
	 * The topic that the pipeline goes on with.
	 *
	 * @param topic the topic
	 * @param advice what the operator still has to do
	 */
	record Replacement(TopicStatus topic, String advice) {
	}

}

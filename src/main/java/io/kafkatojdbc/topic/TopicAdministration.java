package io.kafkatojdbc.topic;

import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

import io.kafkatojdbc.ledger.OffsetLedger;
import io.kafkatojdbc.ledger.StaleOffsetException;
import io.kafkatojdbc.staging.Poll;
import io.kafkatojdbc.staging.Stager;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Carries out an operator's decisions about a topic that no longer matches the ledger.
 * The service must not make these decisions by itself.
 */
@Component
class TopicAdministration {

	private static final Logger log = LoggerFactory.getLogger(TopicAdministration.class);

	private static final String OFFSETS_BEGIN_ANEW = "Offsets begin anew. If the merge procedure compares offsets, "
			+ "set those in the target table back, as in: UPDATE films SET kafka_offset = NULL";

	private final Topic topic;

	private final TopicWatch watch;

	private final TopicLedger topics;

	private final OffsetLedger offsets;

	private final Stager stager;

	TopicAdministration(Topic topic, TopicWatch watch, TopicLedger topics, OffsetLedger offsets, Stager stager) {
		this.topic = topic;
		this.watch = watch;
		this.topics = topics;
		this.offsets = offsets;
		this.stager = stager;
	}

	TopicStatus status() {
		this.watch.look();
		Map<Integer, Long> next = this.offsets.readAll();
		String problem = this.watch.whatIsWrong().orElse(null);
		return TopicStatus.of(this.watch.state(), problem, next, owners(problem));
	}

	/**
	 * Returns the owner of each partition. Owners are not asked for while there is a
	 * problem, because they are not worth the wait for a broker that does not answer.
	 */
	private Map<Integer, String> owners(@Nullable String problem) {
		try {
			return (problem != null) ? Map.of() : this.topic.owners();
		}
		catch (KafkaException ex) {
			log.debug("The group can't be asked", ex);
			return Map.of();
		}
	}

	/** Goes on with a topic that was recreated, from its beginning. */
	Replacement replace(@Nullable String id) {
		TopicDescription found = find();
		String foundId = found.topicId().toString();
		if (!foundId.equals(id)) {
			throw new TopicProblemException((id != null) ? HttpStatus.CONFLICT : HttpStatus.BAD_REQUEST,
					"The topic '%s' has the id %s: name that one, as in {\"id\": \"%s\"}.".formatted(found.name(),
							foundId, foundId));
		}
		if (!foundId.equals(this.topics.known().id())) {
			Map<Integer, LogRange> ranges = askBroker(() -> this.topic.ranges(found));
			this.topics.replace(foundId, TopicState.begins(ranges)).ifPresent((obstacle) -> {
				throw new TopicProblemException(HttpStatus.CONFLICT, obstacle);
			});
			log.warn("The pipeline goes on with the topic {} of id {}, from its beginning", found.name(), foundId);
		}
		return new Replacement(status(), OFFSETS_BEGIN_ANEW);
	}

	/** Goes on behind offsets that cannot be staged, and records them as skipped. */
	Skipped skip(int partition, @Nullable Long to) {
		TopicDescription found = find();
		this.watch.objection().ifPresent((objection) -> {
			throw new TopicProblemException(HttpStatus.CONFLICT, objection);
		});
		Long from = this.offsets.readAll().get(partition);
		LogRange range = askBroker(() -> this.topic.ranges(found)).get(partition);
		if (from == null || range == null) {
			throw new TopicProblemException(HttpStatus.NOT_FOUND,
					"The ledger or the topic has no partition %d.".formatted(partition));
		}
		if (to == null || to <= from || !range.contains(to)) {
			throw new TopicProblemException((to != null) ? HttpStatus.CONFLICT : HttpStatus.BAD_REQUEST,
					("Partition %d is staged up to offset %d, and the topic has it from %d to %d: \"to\" has to be beyond "
							+ "the former and within the latter.")
						.formatted(partition, from, range.begin(), range.end()));
		}
		skip(partition, from, to);
		return new Skipped(partition, from, to, to - from);
	}

	private void skip(int partition, long from, long to) {
		Poll gap = new Poll();
		gap.addGap(partition, from, to);
		try {
			this.stager.stage(gap);
		}
		catch (StaleOffsetException ex) {
			throw new TopicProblemException(HttpStatus.CONFLICT,
					"A consumer has staged more of partition %d just now: look again.".formatted(partition));
		}
		log.warn("Partition {} goes on at offset {}, as asked for: {} offsets from {} on are skipped", partition, to,
				to - from, from);
	}

	private TopicDescription find() {
		return askBroker(this.topic::find).orElseThrow(() -> new TopicProblemException(HttpStatus.CONFLICT,
				"There is no topic '%s': create it first.".formatted(this.watch.state().name())));
	}

	private static <T> T askBroker(Supplier<T> question) {
		try {
			return question.get();
		}
		catch (KafkaException ex) {
			throw new TopicProblemException(HttpStatus.SERVICE_UNAVAILABLE,
					"Kafka can't be asked: " + Objects.requireNonNullElse(ex.getMessage(), ex.toString()));
		}
	}

	/**
	 * The topic that the pipeline goes on with.
	 *
	 * @param topic the topic
	 * @param advice what the operator still has to do
	 */
	record Replacement(TopicStatus topic, String advice) {
	}

	/**
	 * The offsets that were skipped.
	 *
	 * @param partition the partition
	 * @param from the first skipped offset
	 * @param to the offset at which reading goes on
	 * @param skipped the number of skipped offsets
	 */
	record Skipped(int partition, long from, long to, long skipped) {
	}

}

package io.kafkatojdbc.topic;

import java.util.Optional;

import io.kafkatojdbc.ledger.LogCut;
import io.kafkatojdbc.ledger.OffsetLedger;
import io.kafkatojdbc.ledger.StaleOffsetException;
import io.kafkatojdbc.staging.Poll;
import io.kafkatojdbc.staging.Stager;
import org.apache.kafka.clients.admin.TopicDescription;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;

/**
 * Goes on at another offset of a partition, as an operator has decided: behind offsets
 * that cannot be staged, or before offsets whose records were lost and replaced.
 */
@Component
class OffsetSkip {

	private static final Logger log = LoggerFactory.getLogger(OffsetSkip.class);

	private final OperatorQuestions broker;

	private final TopicWatch watch;

	private final OffsetLedger offsets;

	private final Stager stager;

	private final CutDecision cuts;

	OffsetSkip(OperatorQuestions broker, TopicWatch watch, OffsetLedger offsets, Stager stager, CutDecision cuts) {
		this.broker = broker;
		this.watch = watch;
		this.offsets = offsets;
		this.stager = stager;
		this.cuts = cuts;
	}

	/**
	 * Goes on at another offset. Offsets that are left out are recorded as skipped, and
	 * offsets that are read again as skipped less.
	 */
	Skipped skip(int partition, @Nullable Long to) {
		TopicDescription found = this.broker.find();
		requireKnownTopic();
		Long from = this.offsets.readAll().get(partition);
		LogRange range = this.broker.ranges(found).get(partition);
		if (from == null || range == null) {
			throw new TopicProblemException(HttpStatus.NOT_FOUND,
					"The ledger or the topic has no partition %d.".formatted(partition));
		}
		Optional<LogCut> cut = this.cuts.find(partition);
		if (to == null || (cut.isEmpty() && (to <= from || !range.contains(to)))) {
			throw new TopicProblemException((to != null) ? HttpStatus.CONFLICT : HttpStatus.BAD_REQUEST,
					("Partition %d is staged up to offset %d, and the topic has it from %d to %d: \"to\" has to be beyond "
							+ "the former and within the latter.")
						.formatted(partition, from, range.begin(), range.end()));
		}
		cut.flatMap((lost) -> this.cuts.obstacle(lost, range, from, to)).ifPresent((obstacle) -> {
			throw new TopicProblemException(HttpStatus.CONFLICT, obstacle);
		});
		stage(partition, from, to);
		cut.ifPresent(this.cuts::settle);
		return new Skipped(partition, from, to, to - from);
	}

	private void requireKnownTopic() {
		this.watch.objection().ifPresent((objection) -> {
			throw new TopicProblemException(HttpStatus.CONFLICT, objection);
		});
	}

	private void stage(int partition, long from, long to) {
		if (to == from) {
			return;
		}
		Poll move = new Poll();
		move.addMove(partition, from, to);
		try {
			this.stager.stage(move);
		}
		catch (StaleOffsetException ex) {
			throw new TopicProblemException(HttpStatus.CONFLICT,
					"A consumer has staged more of partition %d just now: look again.".formatted(partition));
		}
		log.warn("Partition {} goes on at offset {} instead of {}, as asked for", partition, to, from);
	}

	/**
	 * The move of a partition to another offset.
	 *
	 * @param partition the partition
	 * @param from the offset that would have been next
	 * @param to the offset at which reading goes on
	 * @param skipped the number of skipped offsets; negative if offsets are read again
	 */
	record Skipped(int partition, long from, long to, long skipped) {
	}

}

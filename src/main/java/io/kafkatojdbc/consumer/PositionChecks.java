package io.kafkatojdbc.consumer;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import io.kafkatojdbc.staging.Poll;
import io.kafkatojdbc.staging.Stager;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compares the positioned partitions of one consumer with the ledger and with what the
 * consumer has read. Only the consumer's own thread uses this class.
 */
class PositionChecks {

	private static final Logger log = LoggerFactory.getLogger(PositionChecks.class);

	private final String consumer;

	private final Assignment assignment;

	private final Stager stager;

	private final PartitionReader reader;

	private final LedgerSeeker seeks;

	PositionChecks(String consumer, Assignment assignment, Stager stager, PartitionReader reader, LedgerSeeker seeks) {
		this.consumer = consumer;
		this.assignment = assignment;
		this.stager = stager;
		this.reader = reader;
		this.seeks = seeks;
	}

	/** Holds back the partitions whose offset in the ledger is not the expected one. */
	void compare() {
		Map<TopicPartition, Long> expected = this.assignment.positioned();
		if (expected.isEmpty()) {
			return;
		}
		Map<Integer, Long> next = this.seeks.next(expected.keySet());
		expected.forEach((partition, offset) -> {
			if (!offset.equals(next.get(partition.partition()))) {
				log.warn("Consumer {} reads {} anew: the ledger is at {} instead of {}", this.consumer, partition,
						next.get(partition.partition()), offset);
				this.assignment.hold(Set.of(partition));
			}
		});
	}

	/** Advances the ledger over transaction markers, because no poll returns them. */
	void skipGaps() {
		Poll gaps = new Poll();
		Map<TopicPartition, Long> after = new HashMap<>();
		this.assignment.positioned().forEach((partition, offset) -> {
			long position = this.reader.position(partition);
			if (position > offset) {
				gaps.addGap(partition.partition(), offset, position);
				after.put(partition, position);
			}
		});
		if (!after.isEmpty()) {
			this.stager.stage(gaps);
			this.assignment.position(after);
		}
	}

}

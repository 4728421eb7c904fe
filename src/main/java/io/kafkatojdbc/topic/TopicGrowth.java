package io.kafkatojdbc.topic;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import io.kafkatojdbc.topic.GrowthLedger.Wait;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.stereotype.Component;

/**
 * Notices that partitions were added to the topic, and lets their records wait until the
 * records that the older partitions had by then are merged. The keys of the topic may
 * have moved to other partitions, and a version that is merged after a newer one would
 * win. Only one thread at a time may look; any thread may ask for the result.
 */
@Component
class TopicGrowth {

	private static final Logger log = LoggerFactory.getLogger(TopicGrowth.class);

	private final GrowthLedger ledger;

	private final HighestEnds ends = new HighestEnds(System::nanoTime);

	private volatile Map<Integer, String> waiting = Map.of();

	TopicGrowth(GrowthLedger ledger) {
		this.ledger = ledger;
	}

	/**
	 * Looks for partitions that are not in the ledger, and for partitions that have
	 * waited long enough.
	 * @param seen the topic
	 * @param topicId the topic's id
	 * @param known the partitions in the ledger
	 * @return the partitions that wait
	 */
	Set<Integer> look(TopicState seen, String topicId, Set<Integer> known) {
		if (!known.containsAll(seen.ranges().keySet())) {
			Set<Integer> added = this.ledger.record(topicId, seen.ranges());
			if (!added.isEmpty()) {
				log.info("The topic {} has grown by the partitions {}; each is read once the older partitions are "
						+ "merged up to where they end now", seen.name(), added);
			}
		}
		Map<Integer, Wait> found = this.ledger.waiting();
		if (found.isEmpty()) {
			this.ends.clear();
		}
		else if (lower(seen)) {
			found = this.ledger.waiting();
		}
		if (found.values().stream().anyMatch(Wait::isOver) && this.ledger.release()) {
			Set<Integer> before = found.keySet();
			found = this.ledger.waiting();
			log.info("Added partitions of the topic {} are read now: the older partitions are merged; of {}, {} wait",
					seen.name(), before, found.keySet());
		}
		Map<Integer, String> reasons = new TreeMap<>();
		found.forEach((partition, wait) -> reasons.put(partition, wait.reason()));
		this.waiting = reasons;
		return reasons.keySet();
	}

	/**
	 * Waits no longer for records of older partitions that are lost, because nobody can
	 * stage them.
	 */
	private boolean lower(TopicState seen) {
		boolean lowered = this.ledger.lower(this.ends.add(seen.ends()));
		if (lowered) {
			log.warn("Older partitions of the topic {} end before the offsets up to which added partitions wait for "
					+ "them; they wait up to the ends as they are now", seen.name());
		}
		return lowered;
	}

	/** Returns the partitions that wait, with the reasons, as of the last look. */
	Map<Integer, String> waiting() {
		return this.waiting;
	}

}

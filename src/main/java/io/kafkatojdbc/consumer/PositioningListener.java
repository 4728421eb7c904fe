package io.kafkatojdbc.consumer;

import java.util.Collection;
import java.util.Set;

import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;

/**
 * Keeps track of the assigned partitions. The ledger is read later, before a poll.
 */
class PositioningListener implements ConsumerRebalanceListener {

	private final ConsumerRebalanceListener delegate;

	private final Positioning positioning;

	private final GroupOffsets group;

	private final Set<TopicPartition> pausedByContainer;

	PositioningListener(ConsumerRebalanceListener delegate, Positioning positioning, GroupOffsets group,
			Set<TopicPartition> pausedByContainer) {
		this.delegate = delegate;
		this.positioning = positioning;
		this.group = group;
		this.pausedByContainer = pausedByContainer;
	}

	@Override
	public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
		this.positioning.assigned(partitions);
		this.delegate.onPartitionsAssigned(partitions);
	}

	@Override
	public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
		// There may be no new owner that commits these offsets, for example after the
		// last consumer was removed.
		this.group.giveUp(this.positioning.positions(partitions));
		forget(partitions);
		this.delegate.onPartitionsRevoked(partitions);
	}

	@Override
	public void onPartitionsLost(Collection<TopicPartition> partitions) {
		forget(partitions);
		this.delegate.onPartitionsLost(partitions);
	}

	private void forget(Collection<TopicPartition> partitions) {
		this.pausedByContainer.removeAll(partitions);
		this.positioning.revoked(partitions);
	}

}

package io.kafkatojdbc.consumer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is committed for the group is in the end what the ledger has. */
class GroupOffsetsTests {

	private static final TopicPartition FIRST = new TopicPartition("films", 0);

	private static final TopicPartition SECOND = new TopicPartition("films", 1);

	private final List<Map<TopicPartition, OffsetAndMetadata>> commits = new ArrayList<>();

	private final List<OffsetCommitCallback> callbacks = new ArrayList<>();

	private long now = Long.MAX_VALUE;

	private final GroupOffsets group = new GroupOffsets("lucas", (offsets, callback) -> {
		this.commits.add(offsets);
		this.callbacks.add(callback);
	}, () -> this.now);

	@Test
	void whatCouldNotBeCommittedIsCommittedAgainWithoutAnotherRecord() {
		stage(10);
		fail();
		followAfterASecond(Map.of(FIRST, 10L));
		assertThat(this.commits).hasSize(2).last().isEqualTo(Map.of(FIRST, new OffsetAndMetadata(10)));
	}

	@Test
	void whatIsCommittedIsNotCommittedAgain() {
		stage(10);
		succeed();
		followAfterASecond(Map.of(FIRST, 10L));
		assertThat(this.commits).hasSize(1);
	}

	@Test
	void commitsWhatItHasTakenOverAndWhatTheLedgerHasSkipped() {
		stage(10);
		succeed();
		followAfterASecond(Map.of(FIRST, 12L, SECOND, 7L));
		assertThat(this.commits).last()
			.isEqualTo(Map.of(FIRST, new OffsetAndMetadata(12), SECOND, new OffsetAndMetadata(7)));
	}

	@Test
	void commitsAgainWhatAnotherOwnerMayHaveCommittedMeanwhile() {
		stage(10);
		succeed();
		followAfterASecond(Map.of());
		followAfterASecond(Map.of(FIRST, 10L));
		assertThat(this.commits).hasSize(2);
	}

	@Test
	void commitsDoNotPileUpWhileNoBrokerAnswers() {
		stage(10);
		followAfterASecond(Map.of(FIRST, 10L));
		followAfterASecond(Map.of(FIRST, 10L));
		assertThat(this.commits).hasSize(1);
	}

	@Test
	void comparesOnceASecond() {
		this.group.follow(() -> Map.of(FIRST, 10L));
		assertThat(this.commits).isEmpty();
	}

	private void stage(long next) {
		this.group.staged(Map.of(FIRST, new OffsetAndMetadata(next)));
	}

	private void succeed() {
		this.callbacks.get(0).onComplete(this.commits.get(0), null);
	}

	private void fail() {
		this.callbacks.get(0).onComplete(this.commits.get(0), new RebalanceInProgressException());
	}

	private void followAfterASecond(Map<TopicPartition, Long> ledger) {
		this.now += 1_000_000_000;
		this.group.follow(() -> ledger);
	}

}

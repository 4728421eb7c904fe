package io.kafkatojdbc.consumer;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetCommitCallback;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.RebalanceInProgressException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;

/** What is committed for the group is in the end what the ledger has. */
class GroupOffsetsTests {

	private static final TopicPartition FIRST = new TopicPartition("films", 0);

	private static final TopicPartition SECOND = new TopicPartition("films", 1);

	private final List<Map<TopicPartition, OffsetAndMetadata>> commits = new ArrayList<>();

	private final List<OffsetCommitCallback> callbacks = new ArrayList<>();

	private long now = Long.MAX_VALUE;

	private boolean refused;

	private final GroupOffsets group = new GroupOffsets("lucas", (offsets, callback) -> {
		if (this.refused) {
			throw new FencedInstanceIdException("another one has its place");
		}
		this.commits.add(offsets);
		this.callbacks.add(callback);
	}, () -> this.now);

	@Test
	void commitsWhatWasStagedOnceASecond() {
		this.group.follow(() -> Map.of(FIRST, 10L));
		assertThat(this.commits).isEmpty();
		followAfterASecond(Map.of(FIRST, 30L));
		assertThat(this.commits).containsExactly(Map.of(FIRST, new OffsetAndMetadata(30)));
	}

	@Test
	void whatCouldNotBeCommittedIsCommittedAgainWithoutAnotherRecord() {
		followAfterASecond(Map.of(FIRST, 10L));
		fail();
		followAfterASecond(Map.of(FIRST, 10L));
		assertThat(this.commits).hasSize(2).last().isEqualTo(Map.of(FIRST, new OffsetAndMetadata(10)));
	}

	@Test
	void whatIsCommittedIsNotCommittedAgain() {
		followAfterASecond(Map.of(FIRST, 10L));
		succeed();
		followAfterASecond(Map.of(FIRST, 10L));
		assertThat(this.commits).hasSize(1);
	}

	@Test
	void commitsWhatItHasTakenOverAndWhatTheLedgerHasSkipped() {
		followAfterASecond(Map.of(FIRST, 10L));
		succeed();
		followAfterASecond(Map.of(FIRST, 12L, SECOND, 7L));
		assertThat(this.commits).last()
			.isEqualTo(Map.of(FIRST, new OffsetAndMetadata(12), SECOND, new OffsetAndMetadata(7)));
	}

	@Test
	void commitsAgainWhatAnotherOwnerMayHaveCommittedMeanwhile() {
		followAfterASecond(Map.of(FIRST, 10L));
		succeed();
		followAfterASecond(Map.of());
		followAfterASecond(Map.of(FIRST, 10L));
		assertThat(this.commits).hasSize(2);
	}

	@Test
	void commitsDoNotPileUpWhileNoBrokerAnswers() {
		followAfterASecond(Map.of(FIRST, 10L));
		followAfterASecond(Map.of(FIRST, 20L));
		followAfterASecond(Map.of(FIRST, 30L));
		assertThat(this.commits).hasSize(1);
	}

	@Test
	void commitsAtOnceWhatItGivesUp() {
		followAfterASecond(Map.of(FIRST, 10L, SECOND, 7L));
		succeed();
		this.group.giveUp(Map.of(FIRST, 11L, SECOND, 7L));
		assertThat(this.commits).last().isEqualTo(Map.of(FIRST, new OffsetAndMetadata(11)));
	}

	@Test
	void aCommitThatCanNotEvenBeTriedDisturbsNeitherARebalanceNorTheNextOne() {
		this.refused = true;
		assertThatNoException().isThrownBy(() -> this.group.giveUp(Map.of(FIRST, 11L)));
		this.refused = false;
		followAfterASecond(Map.of(FIRST, 11L));
		assertThat(this.commits).hasSize(1);
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

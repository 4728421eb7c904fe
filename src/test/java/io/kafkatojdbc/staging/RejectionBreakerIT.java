package io.kafkatojdbc.staging;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** Never are more records rejected in a row than the limit, over all partitions. */
class RejectionBreakerIT {

	private static final Duration PATIENCE = Duration.ofSeconds(30);

	private static final int LIMIT = 10;

	private static final String GOOD = "{\"id\":\"1\",\"year\":1999}";

	private static final String BAD = "no film";

	private final StagingContext context = new StagingContext("id text NOT NULL, year integer");

	private final long[] next = new long[4];

	@BeforeEach
	void limit() {
		limit(LIMIT);
	}

	private void limit(long limit) {
		this.context.bean(RejectionLimit.class).apply(Map.of(RejectionLimit.KEY, String.valueOf(limit)));
	}

	@AfterEach
	void stop() {
		this.context.close();
	}

	@Test
	void aPollIsCutAfterTheLastRecordThatMayBeRejected() {
		stageAndHold(poll(0, GOOD, bad(15), GOOD));
		assertStaged(1, 10);
		assertThat(nextOffset(0)).isEqualTo(11);
		stageAndHold(poll(0, GOOD));
		assertStaged(1, 10);
		assertThat(breaker().objection()).hasValueSatisfying((reason) -> assertThat(reason).startsWith(
				"10 records in a row were rejected, the last one of partition 0, offset 10: the value is not JSON."));
		assertThat(breaker().goOn()).isTrue();
		awaitHolding(false);
		this.next[0] = 11;
		stageAndHold(poll(0, bad(10), GOOD));
		assertStaged(1, 20);
		assertThat(nextOffset(0)).isEqualTo(21);
	}

	@Test
	void aRowInBetweenEndsTheCountOfItsPartitionAlone() {
		stage(poll(0, bad(4)));
		stage(poll(1, bad(5)));
		stage(poll(1, GOOD));
		stage(poll(1, bad(5)));
		assertThat(breaker().read().records()).isEqualTo(9);
		stage(poll(2, GOOD));
		stageAndHold(poll(2, bad(3)));
		assertStaged(2, 15);
	}

	@Test
	void aPollThatEndsAtTheLimitIsStagedAndTheNextOneIsNot() {
		stage(poll(0, bad(10)));
		assertThat(breaker().isHolding()).isTrue();
		stageAndHold(poll(1, GOOD));
		assertStaged(0, 10);
	}

	@Test
	void markersOfTransactionsDoNotEndACountButAnOperatorWhoSkipsRecordsDoes() {
		stage(poll(0, bad(6)));
		Poll gap = new Poll();
		gap.addGap(0, this.next[0], this.next[0] + 3);
		this.context.bean(Stager.class).stage(gap);
		this.next[0] += 3;
		assertThat(breaker().read().records()).isEqualTo(6);
		stage(poll(0, bad(4)));
		assertThat(breaker().isHolding()).isTrue();
		Poll move = new Poll();
		move.addMove(0, this.next[0], this.next[0] + 5);
		this.context.bean(Stager.class).stage(move);
		this.next[0] += 5;
		awaitHolding(false);
		stage(poll(0, bad(9)));
		assertStaged(0, 19);
	}

	@Test
	void whatATransactionTakesBackIsNotCounted() {
		this.context.execute("ALTER TABLE ingest.rejected_record ADD CONSTRAINT away CHECK (false) NOT VALID");
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> stage(poll(0, bad(9))));
		this.context.execute("ALTER TABLE ingest.rejected_record DROP CONSTRAINT away");
		this.next[0] = 0;
		assertThat(breaker().read().records()).isZero();
		stage(poll(0, bad(9)));
		assertThat(breaker().isHolding()).isFalse();
	}

	@Test
	void consumersThatStageAtTheSameTimeStayWithinTheLimitTogether() {
		limit(100);
		List<CompletableFuture<Void>> consumers = IntStream.range(0, 4)
			.mapToObj((partition) -> CompletableFuture.runAsync(() -> {
				for (int i = 0; i < 10; i++) {
					try {
						stage(poll(partition, bad(7)));
					}
					catch (HeldException ex) {
						return;
					}
				}
			}))
			.toList();
		consumers.forEach(CompletableFuture::join);
		assertStaged(0, 100);
		assertThat(breaker().read().records()).isEqualTo(100);
	}

	@Test
	void rowsThatOnlyTheDatabaseRefusesAreCutWithoutDoubtInTheTable() {
		this.context.execute("""
				CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS
					$$ BEGIN IF NEW.year = 1 THEN RAISE 'no film' USING ERRCODE = '22000'; END IF; RETURN NEW; END $$;
				CREATE TRIGGER refuse BEFORE INSERT ON films_staging_0 FOR EACH ROW EXECUTE FUNCTION refuse();
				""");
		stageAndHold(poll(0, IntStream.range(0, 12).mapToObj((i) -> "{\"id\":\"1\",\"year\":1}").toList(), GOOD));
		assertStaged(0, 10);
	}

	@Test
	void anotherLimitHoldsAtOnceAndNoneReleases() {
		stage(poll(0, bad(5)));
		awaitRead(5);
		limit(5);
		stageAndHold(poll(0, GOOD));
		limit(6);
		assertThat(breaker().isHolding()).isFalse();
		this.next[0] = 5;
		stageAndHold(poll(0, bad(2)));
		assertStaged(0, 6);
		limit(0);
		this.next[0] = 6;
		stage(poll(0, bad(30)));
		assertStaged(0, 36);
	}

	private RejectionBreaker breaker() {
		return this.context.bean(RejectionBreaker.class);
	}

	private void awaitRead(long records) {
		await(records + " rejected records seen").atMost(PATIENCE)
			.until(() -> breaker().read().records() == records && seen(records));
	}

	private boolean seen(long records) {
		limit(records);
		boolean holding = breaker().isHolding();
		limit(LIMIT);
		return holding;
	}

	private void awaitHolding(boolean holding) {
		await("holding " + holding).atMost(PATIENCE).until(() -> breaker().isHolding() == holding);
	}

	private static List<String> bad(int count) {
		return IntStream.range(0, count).mapToObj((i) -> BAD).toList();
	}

	private Poll poll(int partition, Object... values) {
		List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
		long from = this.next[partition];
		for (Object value : values) {
			for (Object each : (value instanceof List<?> several) ? several : List.of(value)) {
				records.add(Samples.record(partition, this.next[partition]++, String.valueOf(each)));
			}
		}
		Poll poll = new Poll();
		poll.add(partition, from, this.next[partition], records);
		return poll;
	}

	private void stage(Poll poll) {
		this.context.bean(Stager.class).stage(poll);
	}

	private void stageAndHold(Poll poll) {
		assertThatExceptionOfType(HeldException.class).isThrownBy(() -> stage(poll));
		assertThat(breaker().isHolding()).isTrue();
	}

	private void assertStaged(long rows, long rejected) {
		assertThat(this.context.count("films_staging")).isEqualTo(rows);
		assertThat(this.context.count("ingest.rejected_record")).isEqualTo(rejected);
		assertThat(
				this.context.count("ingest.batch_part WHERE next_offset - from_offset <> staged + rejected + skipped"))
			.isZero();
	}

	private long nextOffset(int partition) {
		return this.context.jdbc()
			.sql("SELECT next_offset FROM ingest.partition_offset WHERE kafka_partition = ?")
			.param(partition)
			.query(Long.class)
			.single();
	}

}

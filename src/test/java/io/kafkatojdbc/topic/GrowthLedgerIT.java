package io.kafkatojdbc.topic;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.kafkatojdbc.ledger.OffsetLedger;
import io.kafkatojdbc.ledger.OpenBatches;
import io.kafkatojdbc.pipeline.Pipeline;
import io.kafkatojdbc.staging.StagingContext;
import io.kafkatojdbc.topic.GrowthLedger.Wait;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

import static org.assertj.core.api.Assertions.assertThat;

/** When partitions that were added to the topic may be read. */
class GrowthLedgerIT {

	private final StagingContext context = new StagingContext("id text");

	private final GrowthLedger ledger = new GrowthLedger(this.context.bean(JdbcClient.class),
			this.context.bean(TransactionTemplate.class), this.context.bean(OpenBatches.class),
			this.context.bean(Pipeline.class));

	/** Partitions 0 to 3 are in the ledger. */
	@BeforeEach
	void stageOlderPartitions() {
		this.context.execute("""
				UPDATE ingest.partition_offset SET next_offset = 20, kafka_order = '2026-11-01 12:00Z'
				WHERE kafka_partition = 0;
				INSERT INTO ingest.batch_part VALUES ('films', 1, 0, 0, 20, 20, 0, 0, now(), now())
				""");
	}

	@AfterEach
	void close() {
		this.context.close();
	}

	@Test
	void severalInstancesRecordOneGrowth() {
		List<CompletableFuture<Set<Integer>>> records = Stream.generate(() -> CompletableFuture.supplyAsync(this::grow))
			.limit(8)
			.toList();
		assertThat(records).extracting(CompletableFuture::join)
			.containsOnlyOnce(Set.of(4, 5))
			.filteredOn(Set::isEmpty)
			.hasSize(7);
		assertThat(this.context.count("ingest.partition_growth WHERE seen_in_batch = 1 AND partitions_before = 4"))
			.isOne();
		assertThat(this.ledger.record("another topic", ranges(7, 0))).isEmpty();
	}

	@Test
	void waitsUntilTheOlderPartitionsAreStagedAndMerged() {
		grow();
		assertThat(this.ledger.waiting().keySet()).containsExactly(4, 5);
		assertThat(waitOf(4).reason()).contains("partition 0 is merged up to offset 30,")
			.endsWith("(and 3 more likewise)");
		this.context.execute("UPDATE ingest.partition_offset SET next_offset = 30 WHERE kafka_partition < 4");
		assertThat(this.ledger.release()).as("released before the batch is merged").isFalse();
		state("FAILED");
		assertThat(this.ledger.release()).as("released while the batch fails").isFalse();
		assertThat(offsets()).as("offsets of partitions that may be read").containsOnlyKeys(0, 1, 2, 3);
		state("CLEARED");
		assertThat(waitOf(4).isOver()).isTrue();
		assertThat(this.ledger.release()).isTrue();
		assertThat(this.ledger.waiting()).isEmpty();
		assertThat(this.context.count("ingest.partition_growth WHERE released_in_batch = 2")).isOne();
		assertThat(offsets()).containsOnlyKeys(0, 1, 2, 3, 4, 5).containsEntry(4, 0L);
	}

	/** Partition 1 ends further on by now, and partition 3 is not asked for. */
	@Test
	void doesNotWaitForRecordsThatAreLost() {
		grow();
		this.ledger.record("id", ranges(7, 40));
		this.context.execute("UPDATE ingest.partition_offset SET next_offset = 25 WHERE kafka_partition < 6");
		state("CLEARED");
		assertThat(this.ledger.lower(Map.of(0, 25L, 1, 50L, 2, 25L))).isTrue();
		assertThat(this.context.count("ingest.partition_growth WHERE older_ends = '{25,30,25,30}'")).isOne();
		assertThat(this.context.count("ingest.partition_growth WHERE older_ends = '{25,40,25,40,40,40}'")).isOne();
		assertThat(this.ledger.lower(Map.of(0, 25L, 1, 25L, 2, 25L, 3, 25L))).isTrue();
		assertThat(this.ledger.release()).isTrue();
		assertThat(this.ledger.waiting().keySet()).as("partitions that wait for partition 4").containsExactly(6);
		assertThat(this.ledger.lower(Map.of(0, 25L))).as("lowered again").isFalse();
	}

	@Test
	void laterRecordsOfAllPartitionsHaveAHigherOrder() {
		grow();
		state("SET_ASIDE");
		this.context.execute("UPDATE ingest.partition_offset SET next_offset = 31 WHERE kafka_partition < 4");
		assertThat(this.ledger.release()).isTrue();
		assertThat(this.context.count("ingest.partition_offset WHERE kafka_order = '2026-11-01 12:00:00.001Z'"))
			.isEqualTo(6);
	}

	@Test
	void growsAgainBeforeTheFirstGrowthIsReleased() {
		grow();
		assertThat(this.ledger.record("id", ranges(7, 40))).containsExactly(6);
		this.context.execute("UPDATE ingest.partition_offset SET next_offset = 30 WHERE kafka_partition < 4");
		state("CLEARED");
		assertThat(this.ledger.release()).isTrue();
		assertThat(this.ledger.waiting().keySet()).containsExactly(6);
		this.context.execute("UPDATE ingest.partition_offset SET next_offset = 40 WHERE kafka_partition < 6");
		assertThat(this.ledger.release()).isTrue();
		assertThat(this.ledger.waiting()).isEmpty();
	}

	@Test
	void endsWithTheTopic() {
		grow();
		this.ledger.end();
		this.context.bean(OffsetLedger.class).replaceAll(Map.of(0, 0L, 1, 7L));
		assertThat(this.ledger.waiting()).isEmpty();
		assertThat(this.context.count("ingest.partition_growth WHERE released_in_batch = 1 AND released_at > seen_at"))
			.as("growths that are over, so that batches are merged in slices again")
			.isOne();
		assertThat(offsets()).isEqualTo(Map.of(0, 0L, 1, 7L));
		assertThat(this.context.count("ingest.partition_offset WHERE kafka_order = '2026-11-01 12:00:00.001Z'"))
			.as("partitions whose records are newer than those of the old topic")
			.isEqualTo(2);
	}

	private Set<Integer> grow() {
		return this.ledger.record("id", ranges(6, 30));
	}

	private Wait waitOf(int partition) {
		return Objects.requireNonNull(this.ledger.waiting().get(partition));
	}

	private static Map<Integer, LogRange> ranges(int partitions, long end) {
		return IntStream.range(0, partitions)
			.boxed()
			.collect(Collectors.toMap((partition) -> partition, (partition) -> new LogRange(0, end)));
	}

	private void state(String state) {
		this.context.execute("""
				UPDATE ingest.batch SET state = '%s' WHERE number = 1;
				INSERT INTO ingest.batch (pipeline, number, slot, state) VALUES ('films', 2, 1, 'OPEN')
				ON CONFLICT DO NOTHING
				""".formatted(state));
	}

	private Map<Integer, Long> offsets() {
		return this.context.bean(OffsetLedger.class).read(List.of(0, 1, 2, 3, 4, 5, 6));
	}

}

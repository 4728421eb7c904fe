package io.kafkatojdbc.advice;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.kafkatojdbc.advice.Figures.Merging;
import io.kafkatojdbc.consumer.MeasuredConsumer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is advised follows from what is measured, and names it. */
class AdviceTests {

	private static final List<Rule> RULES = List.of(new LongFetches(), new FullPolls(), new Consumption(),
			new LongMerges(), new OldBatches());

	private final Map<String, String> settings = new HashMap<>(
			Map.of("fetch.min.bytes", "1", "fetch.max.wait.ms", "500", "max.poll.records", "10000",
					"ingest.batch.max-rows", "100", "ingest.batch.max-age", "1m", "ingest.batch.quiet-period", "10s"));

	private final List<MeasuredConsumer> consumers = new ArrayList<>();

	private BatchFigures batches = new BatchFigures(20, 0, 101, 5, 0.05);

	private Merging merging = new Merging(1, true);

	private int limit = 10;

	private int partitions = 2;

	private long lag;

	@Test
	void nothingIsAdvisedWhileAllIsWell() {
		lucas(2, 20, 4_000, 0.5, 0.2);
		assertThat(advice()).isEmpty();
	}

	@Test
	void nothingIsAdvisedBeforeAnythingIsMeasured() {
		this.settings.put("fetch.min.bytes", "20000");
		this.settings.put("max.poll.records", "1");
		this.batches = BatchFigures.of(List.of());
		lucas(0, 0, 0, 0, 0);
		this.partitions = 0;
		assertThat(advice()).isEmpty();
	}

	@Test
	void aFetchThatWaitsForBytesIsToldWithWhatWouldDo() {
		this.settings.put("fetch.min.bytes", "20000");
		this.settings.put("fetch.max.wait.ms", "50000");
		lucas(2, 8, 20_000, 33.333, 33);
		assertThat(advice()).singleElement().satisfies((advice) -> {
			assertThat(advice.setting()).isEqualTo("fetch.min.bytes");
			assertThat(advice.suggestion()).isEqualTo("2400");
			assertThat(advice.measured()).containsEntry("bytesPerSecond", 600L);
			assertThat(advice.advice()).isEqualTo(
					"Consumer lucas: 600 B/s with fetch.min.bytes=20000 and fetch.max.wait.ms=50000 waits 33 s per poll; fetch.min.bytes=2400 would wait some 4 s.");
		});
	}

	@Test
	void bytesAreCountedAsTheBrokerDoesWhereItTells() {
		this.settings.put("fetch.min.bytes", "20000");
		this.settings.put("fetch.max.wait.ms", "50000");
		lucas(2, 8, 9_400, 33.333, 33);
		assertThat(advice()).singleElement().extracting(Advice::suggestion).isEqualTo("2400");
		this.settings.put("fetch.max.wait.ms", "33000");
		assertThat(advice()).singleElement().extracting(Advice::suggestion).isEqualTo("1100");
	}

	@Test
	void aFetchOfAsManyBytesThatDoesNotWaitIsNot() {
		this.settings.put("fetch.min.bytes", "20000");
		this.settings.put("fetch.max.wait.ms", "50000");
		lucas(2, 1_000, 20_000, 0.2, 0.2);
		assertThat(advice()).isEmpty();
	}

	@Test
	void nothingSmallerIsAdvisedThanThereIsAlready() {
		this.settings.put("fetch.min.bytes", "100");
		this.settings.put("fetch.max.wait.ms", "5000");
		lucas(2, 1_000, 400_000, 5, 0.2);
		assertThat(advice()).isEmpty();
	}

	@Test
	void fullPollsAreToldWhileThereIsABacklog() {
		this.settings.put("max.poll.records", "100");
		lucas(2, 2_000, 100_000, 0.1, 0.048);
		assertThat(advice()).isEmpty();
		this.lag = 12_000;
		assertThat(advice()).singleElement()
			.extracting(Advice::suggestion, Advice::advice)
			.containsExactly("10000",
					"Consumer lucas: polls return 96 records with max.poll.records=100, while 12,000 wait in the topic; max.poll.records=10000 would take one transaction for up to 100 of these polls.");
	}

	@Test
	void consumersWithoutAPartitionAreNamed() {
		lucas(2, 20, 4_000, 0.5, 0.2);
		this.consumers.add(new MeasuredConsumer("jon", true, 0, 0, 0, 0, 200));
		assertThat(advice()).singleElement()
			.extracting(Advice::setting, Advice::advice)
			.containsExactly("ingest.consumers",
					"Consumers jon: no partition of 2 is left for 1 of this instance's 2 consumers, which only stand by; the topic would need more partitions for them, or they can be removed.");
	}

	@Test
	void aConsumerThatIsNotInItsGroupIsNotIdle() {
		this.consumers.add(new MeasuredConsumer("jon", false, 0, 0, 0, 0, 200));
		assertThat(advice()).isEmpty();
	}

	@Test
	void moreConsumersAreAdvisedIfOneCannotGetOnWithItsPartitions() {
		this.partitions = 4;
		this.lag = 600_000;
		lucas(4, 2_000, 100_000, 0.1, 1);
		assertThat(advice()).singleElement()
			.extracting(Advice::setting, Advice::suggestion, Advice::advice)
			.containsExactly("ingest.consumers", "4",
					"600,000 records wait in the topic, 300 s at the 2,000/s of 1 consumer(s) with 4 partitions between them; up to 4 consumers would read side by side.");
		this.limit = 1;
		assertThat(advice()).singleElement()
			.extracting(Advice::setting)
			.isEqualTo("spring.datasource.hikari.maximum-pool-size");
	}

	@Test
	void moreConsumersAreNotAdvisedIfTheyWouldWaitForTheMerge() {
		this.lag = 600_000;
		lucas(2, 2_000, 100_000, 0.1, 1);
		this.batches = new BatchFigures(4, 0, 100_000, 5, 20);
		assertThat(advice()).isEmpty();
	}

	@Test
	void largerBatchesAreAdvisedIfSmallOnesTakeLongToMerge() {
		this.batches = new BatchFigures(20, 0, 102, 0.4, 2.5);
		assertThat(advice()).singleElement()
			.extracting(Advice::setting, Advice::suggestion, Advice::advice)
			.containsExactly("ingest.batch.max-rows", "1000",
					"The last 20 batches were filled in 400 ms and merged in 2.5 s on average, with 102 rows; ingest.batch.max-rows=1000 would have the procedure called a tenth as often, which pays as far as a call's time does not grow with its rows.");
		this.settings.put("ingest.batch.max-rows", "5000");
		assertThat(advice()).isEmpty();
	}

	@Test
	void slicesAreAdvisedIfLargeBatchesTakeLongToMerge() {
		this.batches = new BatchFigures(20, 0, 250_000, 1.2, 9);
		this.partitions = 8;
		assertThat(advice()).singleElement()
			.extracting(Advice::setting, Advice::suggestion, Advice::advice)
			.containsExactly("ingest.merge.parallelism", "4",
					"The last 20 batches were filled in 1.2 s and merged in 9 s on average, with 250,000 rows with ingest.merge.parallelism=1; 4 slices side by side would use 4 cores of the database, if the record's key determines the row.");
		this.merging = new Merging(1, false);
		assertThat(advice()).singleElement().extracting(Advice::advice).asString().contains("p_slice and p_slices");
		this.merging = new Merging(4, true);
		assertThat(advice()).isEmpty();
	}

	@Test
	void batchesThatAreMostlyCompleteByTheirAgeAreTold() {
		this.batches = new BatchFigures(20, 18, 7, 60, 0.05);
		assertThat(advice()).singleElement()
			.extracting(Advice::setting, Advice::advice)
			.containsExactly("ingest.batch.max-age",
					"18 of the last 20 batches were complete by their age (ingest.batch.max-age=1m) with 7 rows on average, far from ingest.batch.max-rows=100: lower it, or ingest.batch.quiet-period=10s, if the target is to be fresher; if not, all is well.");
		this.batches = new BatchFigures(20, 15, 7, 60, 0.05);
		assertThat(advice()).isEmpty();
	}

	private void lucas(int owned, double recordsPerSecond, double fetchBytes, double fetchSeconds, double pollSeconds) {
		this.consumers.add(new MeasuredConsumer("lucas", true, owned, recordsPerSecond, fetchBytes,
				fetchSeconds * 1_000, pollSeconds * 1_000));
	}

	private List<Advice> advice() {
		Figures figures = new Figures(this.consumers, this.limit, this.partitions, this.lag, this.batches, this.merging,
				this.settings);
		return RULES.stream().flatMap((rule) -> rule.advise(figures).stream()).toList();
	}

}

package io.kafkatojdbc.ledger;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What an operator can do about a partition that was cut at offset 450. */
class LogCutTests {

	private final LogCut cut = new LogCut(3, 450, 1_000);

	@Test
	void namesBothCalls() {
		assertThat(this.cut.describe(0, 1_200)).contains("partition 3 that are staged: offsets 450 to 999.")
			.contains("POST {\"to\": 450} to /api/topic/partitions/3/skip;")
			.endsWith("POST {\"to\": 1000}");
	}

	@Test
	void readsFromTheBeginOfAPartitionThatHasDeletedRecordsSince() {
		assertThat(this.cut.describe(500, 1_200)).contains("{\"to\": 500} to").endsWith("{\"to\": 1000}");
		assertThat(this.cut.describe(1_100, 1_200)).contains("{\"to\": 1100} to").doesNotContain("1000");
	}

	@Test
	void readsFromTheEndOfAPartitionThatHasLostMoreSince() {
		assertThat(this.cut.describe(0, 300)).contains("{\"to\": 300} to")
			.endsWith("{\"to\": 1000} once the partition has that offset again");
	}

}

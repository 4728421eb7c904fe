package io.kafkatojdbc.rejected;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.kafkatojdbc.ledger.RecordPlace;
import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.staging.Poll;
import io.kafkatojdbc.staging.Samples;
import io.kafkatojdbc.staging.Stager;
import io.kafkatojdbc.staging.StagingContext;
import io.kafkatojdbc.table.CurrentStagingTable;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.jdbc.core.JdbcTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

/** What becomes of rejected records that somebody decides about: once, and for good. */
class RejectedRetryIT {

	private static final RejectedSelection ALL = new RejectedSelection(RejectionState.WAITING, null, null, null);

	private static final RecordPlace FIRST = new RecordPlace(0, 0);

	private final StagingContext context = new StagingContext(
			"id text NOT NULL, name varchar(6) NOT NULL, price numeric");

	private final RejectedService service = this.context.bean(RejectedService.class);

	@AfterEach
	void ledgerIsConsistent() {
		assertThat(this.context.count("""
				ingest.batch_part p WHERE p.rejected <> (SELECT count(*) FROM ingest.rejected_record r
					WHERE r.batch = p.batch AND r.kafka_partition = p.kafka_partition)
				""")).as("batches with another number of rejected records").isZero();
		assertThat(this.context.count("ingest.partition_offset WHERE kafka_partition = 0 AND next_offset <> (SELECT"
				+ " max(next_offset) FROM ingest.batch_part)"))
			.as("offsets that a retry has moved")
			.isZero();
		assertThat(this.context.count("(SELECT kafka_offset FROM films_staging GROUP BY 1 HAVING count(*) > 1) d"))
			.as("rows there are twice")
			.isZero();
		this.context.close();
	}

	@Test
	void aRetriedRecordBecomesARowOfTheOpenBatchUnderItsOwnPlace() {
		stage(0, "{\"id\":\"1\",\"name\":\"too long a name\"}");
		this.context.execute("ALTER TABLE films_staging ALTER name TYPE text;"
				+ "UPDATE ingest.batch SET state = 'CLEARED'; INSERT INTO ingest.batch VALUES ('films', 2, 1, 'OPEN')");
		RejectedEntry entry = this.service.retry(FIRST, null);
		assertThat(entry.state()).isEqualTo(RejectionState.RETRIED);
		assertThat(entry.retriedIn()).isEqualTo(2);
		assertThat(entry.batch()).isEqualTo(1);
		assertThat(this.context.count("films_staging_1 WHERE batch = 2 AND kafka_partition = 0 AND kafka_offset = 0"
				+ " AND kafka_timestamp = 'epoch'::timestamptz + interval '1 s'"))
			.isOne();
		assertThatExceptionOfType(RejectedDecisionException.class).isThrownBy(() -> this.service.retry(FIRST, null))
			.satisfies((ex) -> assertThat(ex.getStatusCode().value()).isEqualTo(409))
			.withMessageContaining("RETRIED in batch 2");
	}

	@Test
	void aRecordThatIsStillBadKeepsItsNewReason() {
		stage(0, "{\"id\":\"1\",\"name\":\"too long a name\"}");
		this.context.execute("ALTER TABLE films_staging ALTER name TYPE text, ADD CHECK (name = 'x')");
		assertThatExceptionOfType(RejectedDecisionException.class).isThrownBy(() -> this.service.retry(FIRST, null))
			.satisfies((ex) -> assertThat(ex.getStatusCode().value()).isEqualTo(422))
			.withMessageContaining("violates check constraint");
		RejectedEntry entry = this.service.one(FIRST).entry();
		assertThat(entry.code()).isEqualTo(RejectionCode.CONSTRAINT);
		assertThat(entry.state()).isEqualTo(RejectionState.WAITING);
		assertThat(this.context.count("films_staging")).isZero();
	}

	@Test
	void aCorrectedValueIsStagedToTheLastDigit() {
		stage(0, "no film");
		assertThatExceptionOfType(RejectedDecisionException.class)
			.isThrownBy(() -> this.service.retry(FIRST, bytes("{\"value\":[1]}")))
			.withMessageContaining("no JSON object");
		assertThat(this.service.one(FIRST).entry().code()).isEqualTo(RejectionCode.NOT_JSON);
		this.service.retry(FIRST,
				bytes("{\"value\" : {\"id\":\"1\",\"name\":\"x\",\"price\":0.10000000000000000000001} }"));
		assertThat(this.context.count("films_staging WHERE price::text = '0.10000000000000000000001'")).isOne();
		assertThat(this.context.count("ingest.rejected_record WHERE value = 'no film'")).isOne();
	}

	@Test
	void aCorrectedValueMayBeAString() {
		stage(0, "no film");
		assertThatExceptionOfType(RejectedDecisionException.class)
			.isThrownBy(() -> this.service.retry(FIRST, bytes("{\"values\":1}")))
			.satisfies((ex) -> assertThat(ex.getStatusCode().value()).isEqualTo(400));
		this.service.retry(FIRST, bytes("{\"value\":\"{\\\"id\\\":\\\"1\\\",\\\"name\\\":\\\"é\\\"}\"}"));
		assertThat(this.context.count("films_staging WHERE name = 'é'")).isOne();
	}

	@Test
	void aRecordFromBeforeTheClockWasSetBackIsRetried() {
		stage(0, "{\"id\":\"1\",\"name\":\"too long a name\"}");
		this.context.execute("ALTER TABLE films_staging ALTER name TYPE text;"
				+ "UPDATE ingest.rejected_record SET rejected_at = rejected_at + interval '1 hour'");
		assertThat(this.service.retryAll(ALL)).isEqualTo(new Retried(1, 0));
	}

	@Test
	void allAreRetriedOrDiscardedByTheirCode() {
		stage(0, IntStream.range(0, 2_500)
			.mapToObj((i) -> (i % 5 == 0) ? "no film" : "{\"id\":\"%d\",\"name\":\"too long\"}".formatted(i))
			.toArray(String[]::new));
		RejectedSelection tooLong = new RejectedSelection(RejectionState.WAITING, RejectionCode.TOO_LONG, 0, 1L);
		assertThat(this.service.retryAll(tooLong)).isEqualTo(new Retried(0, 2_000));
		this.context.execute("ALTER TABLE films_staging ALTER name TYPE text");
		assertThat(this.service.retryAll(tooLong)).isEqualTo(new Retried(2_000, 0));
		assertThat(this.service.retryAll(ALL)).isEqualTo(new Retried(0, 500));
		assertThat(this.service.discardAll(tooLong)).isZero();
		assertThat(this.context.bean(RejectedController.class)
			.discardAll(null, null, null, true, Map.of("all", "true"))
			.discarded()).isEqualTo(500);
		assertThat(this.context.count("ingest.rejected_record WHERE state = 'DISCARDED'")).isEqualTo(500);
		assertThat(this.context.count("films_staging")).isEqualTo(2_000);
	}

	@Test
	void aRowIsNotStagedIfTheDecisionIsNotKept() {
		stage(0, "{\"id\":\"1\",\"name\":\"too long\"}");
		this.context.execute("ALTER TABLE films_staging ALTER name TYPE text;" + """
				CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'no'; END $$;
				CREATE TRIGGER refuse BEFORE UPDATE ON ingest.rejected_record EXECUTE FUNCTION refuse()
				""");
		assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> this.service.retry(FIRST, null));
		assertThat(this.context.count("films_staging")).isZero();
		this.context.execute("DROP TRIGGER refuse ON ingest.rejected_record");
		this.service.retry(FIRST, null);
		assertThat(this.context.count("films_staging")).isOne();
	}

	@Test
	void ofTwoRetriesThatBothFoundItWaitingOneStagesTheRow() {
		stage(0, "{\"id\":\"1\",\"name\":\"too long\"}");
		this.context.execute("ALTER TABLE films_staging ALTER name TYPE text");
		KeptRecord waiting = this.context.bean(RejectedArchive.class).find(FIRST).orElseThrow();
		RejectedRetry retry = this.context.bean(RejectedRetry.class);
		retry.retry(waiting);
		assertThatExceptionOfType(DecidedMeanwhileException.class).isThrownBy(() -> retry.retry(waiting));
		assertThat(this.context.count("films_staging")).isOne();
	}

	@Test
	void aRetryIsRefusedWhileAnotherOneRuns() throws Exception {
		stage(0, "{\"id\":\"1\",\"name\":\"too long\"}");
		this.context.execute("ALTER TABLE films_staging ALTER name TYPE text");
		CompletableFuture<RejectedEntry> first = this.context.inTransaction(() -> {
			this.context.bean(JdbcTemplate.class).execute("LOCK TABLE ingest.rejected_record IN EXCLUSIVE MODE");
			CompletableFuture<RejectedEntry> waiting = CompletableFuture
				.supplyAsync(() -> this.service.retry(FIRST, null));
			await("a retry that waits").until(() -> this.context.count("pg_locks WHERE NOT granted") == 1);
			assertBusy(() -> this.service.retry(FIRST, null));
			assertBusy(() -> this.service.retry(FIRST, bytes("{\"value\":{\"id\":\"1\",\"name\":\"x\"}}")));
			assertBusy(() -> this.service.retryAll(ALL));
			return waiting;
		});
		assertThat(first.get(30, TimeUnit.SECONDS).state()).isEqualTo(RejectionState.RETRIED);
		assertThat(this.service.retryAll(ALL)).isEqualTo(new Retried(0, 0));
	}

	private static void assertBusy(ThrowingCallable retry) {
		assertThatExceptionOfType(RetryRunsException.class).isThrownBy(retry).satisfies((ex) -> {
			assertThat(ex.getStatusCode().value()).isEqualTo(503);
			assertThat(ex.getHeaders().getFirst("Retry-After")).isEqualTo("5");
		});
	}

	@Test
	void whatCameAgainAndIsARowSinceThenIsNotRetried() {
		stage(0, "{\"id\":\"1\",\"name\":\"too long\"}", "no film");
		this.context.execute("ALTER TABLE films_staging ALTER name TYPE text;"
				+ "UPDATE ingest.batch SET state = 'CLEARED'; INSERT INTO ingest.batch VALUES ('films', 2, 1, 'OPEN');"
				+ "UPDATE ingest.partition_offset SET next_offset = 0; UPDATE ingest.batch_part SET rejected = 1, skipped = 1");
		stage(0, "{\"id\":\"1\",\"name\":\"too long\"}", "no film");
		assertThat(this.service.one(new RecordPlace(0, 1)).entry().batch()).isEqualTo(2);
		assertThatExceptionOfType(RejectedDecisionException.class).isThrownBy(() -> this.service.retry(FIRST, null))
			.withMessageContaining("is staged or skipped already");
		assertThat(this.service.retryAll(ALL)).isEqualTo(new Retried(0, 2));
		this.service.retry(new RecordPlace(0, 1), bytes("{\"value\":{\"id\":\"2\",\"name\":\"x\"}}"));
		this.service.discard(FIRST);
		assertThatExceptionOfType(RejectedDecisionException.class).isThrownBy(() -> this.service.discard(FIRST));
	}

	@ParameterizedTest
	@ValueSource(longs = { 0, 9_224_318_015_999_999L, 9_224_318_016_000_000L, Long.MAX_VALUE, -1 })
	void aRecordWithAnyTimestampCanBeRetried(long timestamp) {
		Poll poll = new Poll();
		poll.add(0, 0, 1, List.of(Samples.record(0, 0, timestamp, "no film")));
		this.context.bean(Stager.class).stage(poll);
		assertThat(this.service.retry(new RecordPlace(0, 0), bytes("{\"value\": {\"id\": \"1\", \"name\": \"Jaws\"}}"))
			.retriedIn()).isOne();
	}

	private void stage(long from, String... values) {
		Poll poll = new Poll();
		poll.add(0, from, from + values.length,
				IntStream.range(0, values.length).mapToObj((i) -> Samples.record(0, from + i, values[i])).toList());
		this.context.bean(CurrentStagingTable.class).doubt();
		this.context.bean(Stager.class).stage(poll);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}

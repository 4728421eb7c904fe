package io.kafkatojdbc.rejected;

import java.nio.charset.StandardCharsets;

import io.kafkatojdbc.format.LinesReaders;
import io.kafkatojdbc.ledger.Batch;
import io.kafkatojdbc.ledger.BatchHistory;
import io.kafkatojdbc.ledger.OpenBatches;
import io.kafkatojdbc.ledger.RecordPlace;
import io.kafkatojdbc.ledger.SealReason;
import io.kafkatojdbc.staging.StagingContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** A rejected record that is retried becomes several rows, or none. */
class RetriedRowsIT {

	private static final RejectedSelection ALL = new RejectedSelection(RejectionState.WAITING, null, null, null);

	private static final RecordPlace FIRST = new RecordPlace(0, 0);

	private static StagingContext context;

	@BeforeAll
	static void start() {
		context = new StagingContext("", "id varchar(20), name text", LinesReaders.class);
	}

	@AfterAll
	static void stop() {
		context.close();
	}

	@AfterEach
	void takeAllBack() {
		context.takeAllBack();
	}

	@Test
	void aRetriedRecordBecomesAsManyRowsAsItHas() {
		String tooLong = "this is longer than it may be";
		context.stage("a\n%s\nb".formatted(tooLong), "c\nd", "e\n" + tooLong);
		assertThat(service().retryAll(ALL)).isEqualTo(new Retried(0, 2));
		assertThat(service().one(FIRST).entry().reason()).startsWith("row 1, counted from 0: ");
		context.execute("ALTER TABLE films_staging ALTER id TYPE text");
		assertThat(service().retryAll(ALL)).isEqualTo(new Retried(2, 0));
		context.execute("ALTER TABLE films_staging ALTER id TYPE varchar(40)");
		assertThat(context.count("films_staging WHERE kafka_offset = 0")).isEqualTo(3);
		Batch open = context.bean(BatchHistory.class).current().open();
		assertThat(open.rows()).isEqualTo(7);
		assertThat(open.retried()).isEqualTo(5);
		assertThat(open.rejected()).isEqualTo(2);
	}

	@Test
	void aRetriedRecordThatIsMeantToHaveNoRowIsInNoBatch() {
		context.stage("!");
		service().retry(FIRST, "{\"value\": \"skip\"}".getBytes(StandardCharsets.UTF_8));
		RejectedEntry entry = service().one(FIRST).entry();
		assertThat(entry.state()).isEqualTo(RejectionState.RETRIED);
		assertThat(entry.retriedIn()).isNull();
		assertThat(context.bean(BatchHistory.class).current().open().rows()).isZero();
		assertThat(context.bean(OpenBatches.class).seal(1, SealReason.MANUAL)).isFalse();
		assertThatExceptionOfType(RejectedDecisionException.class).isThrownBy(() -> service().retry(FIRST, null))
			.withMessageContaining("The record is RETRIED already.");
	}

	private static RejectedService service() {
		return context.bean(RejectedService.class);
	}

}

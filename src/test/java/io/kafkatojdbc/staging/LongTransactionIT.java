package io.kafkatojdbc.staging;

import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatException;

/** That a poll which the database cuts off for taking too long is not read for ever. */
class LongTransactionIT {

	/** A timer that runs is not set anew, so it is stopped first. */
	private static final String SLOW = """
			CREATE FUNCTION limit_time() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
				PERFORM set_config('transaction_timeout', '0', true), set_config('transaction_timeout', '400ms', true);
				RETURN NULL; END $$;
			CREATE FUNCTION be_slow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
				PERFORM pg_sleep(NEW.seconds);
				RETURN NEW; END $$;
			CREATE TRIGGER limit_time BEFORE INSERT ON films_staging_0 EXECUTE FUNCTION limit_time();
			CREATE TRIGGER be_slow BEFORE INSERT ON films_staging_0 FOR EACH ROW EXECUTE FUNCTION be_slow()
			""";

	private final StagingContext context = new StagingContext("id text, seconds double precision");

	@AfterEach
	void stop() {
		this.context.close();
	}

	@Test
	void isStagedInHalvesUntilTheyAreFastEnough() {
		this.context.execute(SLOW);
		this.context.bean(Stager.class).stage(poll(8, 0.1));
		assertThat(this.context.count("(SELECT xmin FROM films_staging GROUP BY 1 HAVING count(*) = 2) t"))
			.isEqualTo(4);
		assertThat(this.context.count("ingest.partition_offset WHERE kafka_partition = 0 AND next_offset = 8")).isOne();
	}

	@Test
	void isStagedInHalvesIfItsStatementIsCancelled() {
		this.context.execute("""
				CREATE FUNCTION cancel() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
					IF (SELECT count(*) FROM films_staging_0 WHERE xmin::text = pg_current_xact_id()::text) > 1
					THEN RAISE 'canceling statement due to statement timeout' USING ERRCODE = '57014'; END IF;
					RETURN NULL; END $$;
				CREATE TRIGGER cancel AFTER INSERT ON films_staging_0 FOR EACH ROW EXECUTE FUNCTION cancel()
				""");
		this.context.bean(Stager.class).stage(poll(4, 0));
		assertThat(this.context.count("films_staging")).isEqualTo(4);
		assertThat(this.context.count("ingest.rejected_record")).isZero();
	}

	@Test
	void aSingleRecordThatTakesTooLongIsNotSkipped() {
		this.context.execute(SLOW);
		assertThatException().isThrownBy(() -> this.context.bean(Stager.class).stage(poll(1, 1)));
		assertThat(this.context.count("ingest.partition_offset WHERE kafka_partition = 0 AND next_offset = 0")).isOne();
		assertThat(this.context.count("ingest.rejected_record")).isZero();
	}

	private static Poll poll(int records, double seconds) {
		Poll poll = new Poll();
		poll.add(0, 0, records,
				IntStream.range(0, records)
					.mapToObj((i) -> Samples.record(0, i, "{\"id\":\"%d\",\"seconds\":%s}".formatted(i, seconds)))
					.toList());
		return poll;
	}

}

package io.kafkatojdbc.staging;

import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Which format polls are sent in. */
class CopyFormatIT {

	/** Sequences count what is rolled back as well. */
	private static final String COUNT_COPIES = """
			CREATE SEQUENCE text_copies; CREATE SEQUENCE binary_copies;
			CREATE FUNCTION count_copy() RETURNS trigger LANGUAGE plpgsql AS $$
				BEGIN
					PERFORM nextval(CASE WHEN current_query() LIKE '%FORMAT binary%' THEN 'binary_copies' ELSE 'text_copies' END);
					RETURN NULL;
				END $$;
			CREATE TRIGGER count_copy BEFORE INSERT ON films_staging_0 EXECUTE FUNCTION count_copy();
			""";

	private static final String GOOD = "{\"id\":1,\"at\":\"2021-11-22T10:11:12Z\"}";

	private static final String GOOD_BUT_NOT_PLAIN = "{\"id\":1,\"at\":\"yesterday\"}";

	private static final String BAD = "{\"id\":-1}";

	private final StagingContext context = new StagingContext("id integer CHECK (id > 0), at timestamptz");

	@BeforeEach
	void countCopies() {
		this.context.execute(COUNT_COPIES);
	}

	@AfterEach
	void stop() {
		this.context.close();
	}

	@Test
	void plainValuesAreSentInBinaryFormat() {
		this.context.stage(GOOD, GOOD, "{\"id\":null}", "{\"at\":null}", "no film");
		assertCopies(1, 0);
		assertThat(this.context.count("films_staging WHERE at = '2021-11-22T10:11:12Z' AND kafka_offset < 2 AND "
				+ "kafka_timestamp = to_timestamp(1) AND kafka_partition = 0 AND batch = 1"))
			.isEqualTo(2);
		assertThat(this.context.count("films_staging WHERE id IS NULL AND at IS NULL")).isEqualTo(2);
		assertThat(this.context.count("ingest.rejected_record")).isOne();
	}

	@Test
	void othersAreLeftToTheDatabase() {
		this.context.stage(GOOD, GOOD_BUT_NOT_PLAIN);
		assertCopies(0, 1);
		assertThat(this.context.count("films_staging WHERE at BETWEEN now() - interval '3 days' AND now()")).isOne();
	}

	@Test
	void badRowsAreFoundInText() {
		this.context.stage(GOOD, BAD, GOOD);
		assertCopies(1, 2);
		assertThat(this.context.count("films_staging")).isEqualTo(2);
		assertThat(this.context.count("ingest.rejected_record WHERE kafka_offset = 1")).isOne();
	}

	@Test
	void afterThatBinaryFormatIsTriedAgainMoreAndMoreSeldom() {
		IntStream.range(0, 8).forEach((i) -> this.context.stage(BAD));
		// Tried by the first, the third and the sixth
		assertCopies(3, 8);
		IntStream.range(0, 2).forEach((i) -> this.context.stage(GOOD));
		assertCopies(3, 10);
		this.context.stage(GOOD);
		this.context.stage(GOOD);
		assertCopies(5, 10);
	}

	@Test
	void aColumnThatIsOfAnotherTypeByNowIsNoticed() {
		this.context.stage(GOOD);
		this.context.execute("ALTER TABLE films_staging ALTER COLUMN at TYPE timestamp USING at AT TIME ZONE 'UTC'");
		this.context.stage(GOOD);
		assertThat(this.context.count("films_staging WHERE at = '2021-11-22 10:11:12'")).isEqualTo(2);
	}

	private void assertCopies(int binary, int text) {
		assertThat(this.context.called("binary_copies")).as("binary").isEqualTo(binary);
		assertThat(this.context.called("text_copies")).as("text").isEqualTo(text);
	}

}

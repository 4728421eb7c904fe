package io.kafkatojdbc.staging;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import io.kafkatojdbc.record.UnreadableRecordException;
import io.kafkatojdbc.table.StagingTable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What the key of a record without a value becomes. */
class TombstoneTests {

	private static final StagingTable TABLE = new StagingTable("public.films_staging",
			Set.of(StagingTable.TOMBSTONE, StagingTable.TIMESTAMP), List.of(Samples.text("id"), Samples.text("title")),
			List.of("public.films_staging_0", "public.films_staging_1"), "public.films_staging_set_aside",
			List.of(0L, 0L));

	private final CopyRows rows = Samples.rows(TABLE, CopyFormat.TEXT);

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', value = { "plain text, plain text", "\"a string\", a string", "17, 17",
			"1.50e3, 1.50e3", "true, true", "[1], [1]", "{\"id\": no JSON, {\"id\": no JSON" })
	void aKeyThatIsNoObjectGoesIntoTheKeyColumn(String key, String text) throws Exception {
		encode("id", key);
		assertThat(CopiedText.of(this.rows).lines()).singleElement()
			.satisfies((line) -> assertThat(line).endsWith("\tt\t" + text + "\t\\N"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"id\": 7, \"other\": 1}", "{\"id\": \"7\"}" })
	void aKeyThatIsAnObjectFillsTheColumnsOfItsFields(String key) throws Exception {
		encode("no_column", key);
		assertThat(CopiedText.of(this.rows).lines()).singleElement()
			.satisfies((line) -> assertThat(line).endsWith("\tt\t7\t\\N"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "17", "\"a\"", "a" })
	void aKeyColumnThatIsMissingIsNamed(String key) {
		assertTombstone("film_id", key,
				"there is no column 'film_id' for its key; name another with ingest.key-column");
	}

	@ParameterizedTest
	@NullAndEmptySource
	void aKeyIsNeeded(@Nullable String key) {
		assertTombstone("id", key, "it has no key");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{}", "{\"other\": 1}" })
	void aKeyWithoutAColumnIsNone(String key) {
		assertTombstone("id", key, "no field of its key has a column");
	}

	private void assertTombstone(String keyColumn, @Nullable String key, String reason) {
		assertThatExceptionOfType(UnreadableRecordException.class).isThrownBy(() -> encode(keyColumn, key))
			.satisfies((ex) -> assertThat(ex.reason()).isEqualTo("the value is null (a tombstone), and " + reason));
		assertThat(this.rows.rows()).isZero();
	}

	private void encode(String keyColumn, @Nullable String key) throws UnreadableRecordException {
		Samples.encoder(TABLE, keyColumn)
			.encode(new ConsumerRecord<>("films", 0, 0, 1_000, TimestampType.CREATE_TIME, 0, 0,
					(key != null) ? key.getBytes(StandardCharsets.UTF_8) : null, null, new RecordHeaders(),
					Optional.empty()), 1_000, 0, this.rows);
	}

}

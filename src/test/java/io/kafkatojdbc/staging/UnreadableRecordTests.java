package io.kafkatojdbc.staging;

import java.nio.charset.StandardCharsets;

import io.kafkatojdbc.record.Column.Kind;
import io.kafkatojdbc.record.UnreadableRecordException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Which records no row can be made of, and that they leave no trace among the rows. */
class UnreadableRecordTests {

	private static final String GOOD = "{\"id\": 1, \"other\": 2}";

	private final RowEncoder encoder = Samples.encoder(Samples.table(Samples.text("id"), Samples.json("attributes"),
			Samples.bytes("data"), Samples.array("tags", Kind.TEXT), Samples.text("release_year")), "id");

	private final CopyRows rows = Samples.rows();

	@AfterEach
	void rowsAreAsTheyWere() throws Exception {
		this.encoder.encode(Samples.record(8, GOOD), 1_000, 8, this.rows);
		assertThat(this.rows.ignoredFields()).isEqualTo(this.rows.rows());
		assertThat(CopiedText.of(this.rows).lines()).hasSize(this.rows.rows())
			.allMatch((line) -> line.endsWith("\t1\t\\N\t\\N\t\\N\t\\N"));
	}

	@Test
	void tombstone() throws Exception {
		this.encoder.encode(Samples.record(7, GOOD), 1_000, 7, this.rows);
		assertUnreadable((byte[]) null, "the value is null (a tombstone)");
		assertThat(this.rows.rows()).isOne();
	}

	@ParameterizedTest
	@ValueSource(strings = { "x", "{", "{\"id\"", "{\"id\":1", "{\"id\":}", "{\"id\":01}", "{\"id\":1,}", "{'id':1}",
			"{\"id\":NaN}", "{\"id\":\"a", "{\"id\":\"\\x\"}", "{\"other\":\"\\x\"}", "{\"id\":\"a\nb\"}",
			"{\"attributes\":[1,}", "{\"tags\":[\"a\"", "{\"data\":\"\\u12\"}", "{\"id\":1}}", "{\"id\":1} x",
			"{\"id\":tru}", "{\"id\":1} // done" })
	void notJson(String value) {
		assertUnreadable(value, "the value is not JSON: ");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "[]", "[{\"id\":1}]", "1", "\"id\"", "null", "true" })
	void noObject(String value) {
		assertUnreadable(value, "the value is no JSON object");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{} {}", "{\"id\":1}[]", "{\"id\":1}\n2" })
	void somethingBehindTheObject(String value) {
		assertUnreadable(value, "the JSON object is followed by something else");
	}

	@ParameterizedTest
	@ValueSource(strings = { "80", "c080", "eda080", "f4908080", "e282", "00", "fe" })
	void notUtf8(String hex) {
		byte[] value = ("{\"id\":\"" + "?".repeat(hex.length() / 2) + "\"}").getBytes(StandardCharsets.US_ASCII);
		for (int i = 0; i < hex.length() / 2; i++) {
			value[7 + i] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
		}
		assertUnreadable(value, "the value is not UTF-8 text: wrong byte at position 7");
	}

	@ParameterizedTest
	@ValueSource(strings = { "UTF-16LE", "UTF-16BE", "UTF-32LE" })
	void otherEncodings(String charset) throws Exception {
		assertUnreadable(GOOD.getBytes(charset), "the value is not UTF-8 text");
	}

	@ParameterizedTest
	@ValueSource(strings = { "{\"id\":\"a\\u0000b\"}", "{\"id\":{\"a\":\"\\\\\\u0000\"}}",
			"{\"attributes\":\"\\u0000\"}", "{\"attributes\":{\"\\u0000\":1}}", "{\"tags\":[\"\\u0000\"]}" })
	void zeroCharacter(String value) {
		assertUnreadable(value, "PostgreSQL cannot store the character U+0000");
	}

	@Test
	void zeroCharacterInAName() {
		assertUnreadable("{\"a\\u0000\":1}", "the name of a field contains the character U+0000");
	}

	@Test
	void escapedBackslashBeforeU0000IsNoZeroCharacter() throws Exception {
		CopyRows readable = Samples.rows();
		this.encoder.encode(Samples.record(1, "{\"attributes\":\"\\\\u0000\"}"), 1_000, 0, readable);
		assertThat(CopiedText.of(readable).values(0)).element(1).isEqualTo("\"\\\\u0000\"");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\\ud800", "\\udc00", "a\\ud800b", "\\udc00\\ud800" })
	void halfASurrogatePair(String text) {
		assertUnreadable("{\"id\":\"%s\"}".formatted(text), "column 'id': half of a surrogate pair is no character");
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '`', value = { "`{\"id\":1,\"id\":1}`,id", "`{\"id\":null,\"x\":2,\"id\":1}`,id",
			"`{\"release_year\":1,\"releaseYear\":1}`,release_year" })
	void sameColumnTwice(String value, String column) {
		assertUnreadable(value, "column '%s' is given twice".formatted(column));
	}

	@Test
	void tooDeep() {
		assertUnreadable("{\"x\":" + "[".repeat(10_000), "nesting depth");
		assertUnreadable("{\"tags\":" + "[".repeat(10_000), "nesting depth");
		assertUnreadable("{\"attributes\":" + "{\"a\":".repeat(10_000), "nesting depth");
	}

	@Test
	void tooLongForANumberOrAName() {
		assertUnreadable("{\"id\":%s}".formatted("1".repeat(1_001)), "Number value length");
		assertUnreadable("{\"%s\":1}".formatted("x".repeat(50_001)), "Name length");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"AP9/g\"", "\"_-==\"", "\"A===\"", "\"é\"" })
	void wrongBase64(String value) {
		assertUnreadable("{\"data\":%s}".formatted(value), "column 'data': wrong base64");
	}

	@ParameterizedTest
	@ValueSource(strings = { "1", "true", "{}", "[]" })
	void noBytes(String value) {
		assertUnreadable("{\"data\":%s}".formatted(value), "column 'data': bytes are needed");
	}

	@ParameterizedTest
	@ValueSource(strings = { "1", "true", "{}" })
	void noArray(String value) {
		assertUnreadable("{\"tags\":%s}".formatted(value), "column 'tags': an array is needed");
	}

	@Test
	void reasonsCanBeStored() {
		assertUnreadable("{\"id\":tru\uD800\uDC00}", "Unrecognized token");
	}

	private void assertUnreadable(String value, String reason) {
		assertUnreadable(value.getBytes(StandardCharsets.UTF_8), reason);
	}

	private void assertUnreadable(byte @Nullable [] value, String reason) {
		assertThatExceptionOfType(UnreadableRecordException.class)
			.isThrownBy(() -> this.encoder.encode(Samples.record(9, value), 1_000, 9, this.rows))
			.satisfies((ex) -> assertThat(ex.reason()).contains(reason).doesNotContain("\0"))
			.satisfies((ex) -> assertThat(StandardCharsets.UTF_8.newEncoder().canEncode(ex.reason())).isTrue())
			.satisfies((ex) -> assertThat(ex.getStackTrace()).isEmpty());
	}

}

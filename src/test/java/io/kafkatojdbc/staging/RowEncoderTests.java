package io.kafkatojdbc.staging;

import java.nio.charset.StandardCharsets;

import io.kafkatojdbc.record.Column;
import io.kafkatojdbc.record.Column.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** How JSON becomes rows in COPY's text format. */
class RowEncoderTests {

	private final CopyRows rows = Samples.rows();

	@Test
	void writesTheServicesColumnsAndThenThePayloadInTheTablesOrder() throws Exception {
		encode("{\"name\": \"Alien\", \"id\": 17}", Samples.text("id"), Samples.text("name"));
		this.rows.stampBatch(42);
		assertThat(CopiedText.of(this.rows).lines())
			.containsExactly("0000000000000000042\t3\t5\t1970-01-01 00:00:01.000+00\t17\tAlien");
	}

	@ParameterizedTest
	@CsvSource({ "release_year, releaseYear", "releaseYear, release_year", "release_year, release_year",
			"address_2, address2", "_id, _id", "Mixed Name, Mixed Name", "imdbId, imdb_id", "größe_in_öl, größeInÖl" })
	void findsTheColumnInSnakeCaseAndCamelCase(String column, String field) throws Exception {
		assertThat(payload("{\"%s\": 1}".formatted(field), Samples.text(column))).isEqualTo("1");
	}

	@Test
	void prefersTheColumnOfTheSameName() throws Exception {
		Column[] columns = { Samples.text("release_year"), Samples.text("releaseYear") };
		assertThat(payload("{\"releaseYear\": 1979}", columns)).isEqualTo("\\N\t1979");
		assertThat(payload("{\"release_year\": 1979}", columns)).isEqualTo("1979\t\\N");
		assertThat(payload("{\"release_year\": 1979, \"releaseYear\": 1980}", columns)).isEqualTo("1979\t1980");
		assertThat(payload("{\"releaseYear\": 1979}", columns[1], columns[0])).isEqualTo("1979\t\\N");
	}

	@Test
	void countsFieldsThatNoColumnTakes() throws Exception {
		encode("{\"id\": 1, \"cast\": [{\"id\": 2}], \"batch\": 3, \"rating\": {\"id\": 4}}", Samples.text("id"));
		encode("{\"id\": 5, \"x\": 6}", Samples.text("id"));
		assertThat(this.rows.ignoredFields()).isEqualTo(4);
		assertThat(CopiedText.of(this.rows).payload(0)).isEqualTo("1");
	}

	@Test
	void leavesMissingFieldsToTheColumnsDefaultOrNull() throws Exception {
		Column[] columns = { Samples.text("id"), Samples.withDefault("name") };
		assertThat(payload("{\"name\":\"x\"}", columns)).isEqualTo("\\N\tx");
		assertThat(payload("{\"id\": null}", columns)).isEqualTo("\\N\t\\D");
	}

	@ParameterizedTest
	@ValueSource(strings = { "1e400", "0.1000", "12345678901234567890123", "-0", "-1.5E-7", "true", "false" })
	void keepsLiteralsAsTheyAre(String literal) throws Exception {
		assertThat(payload("{\"id\":%s}".formatted(literal), Samples.text("id"))).isEqualTo(literal);
		assertThat(payload("{\"id\":%s}".formatted(literal), Samples.json("id"))).isEqualTo(literal);
		assertThat(payload("{\"id\":[%s]}".formatted(literal), Samples.array("id", Kind.TEXT)))
			.isEqualTo("{\"" + literal + "\"}");
	}

	@Test
	void escapesWhatCopyWouldTakeForItsOwn() throws Exception {
		assertThat(payload("{\"id\": \"a\\\\b\\tc\\nd\\re\\\"f\\b\\f\"}", Samples.text("id")))
			.isEqualTo("a\\\\b\\tc\\nd\\re\"f\b\f");
		assertThat(payload("{\"id\": \"\\\\N\", \"name\": \"\\\\D\"}", Samples.text("id"), Samples.withDefault("name")))
			.isEqualTo("\\\\N\t\\\\D");
		assertThat(payload("{\"id\": \"\\\\.\"}", Samples.text("id"))).isEqualTo("\\\\.");
	}

	@Test
	void writesEveryPlaneOfUnicode() throws Exception {
		String text = "é߿ࠀ€\uFFFD\uD7FF\uE000😀\uDBFF\uDFFF";
		assertThat(payload("{\"id\": \"%s\"}".formatted(text), Samples.text("id"))).isEqualTo(text);
		assertThat(payload("{\"id\": \"\\ud83d\\ude00\\u00e9\"}", Samples.text("id"))).isEqualTo("😀é");
	}

	@ParameterizedTest
	@ValueSource(strings = { "\"a \\\\\\\" b\"", "12.50", "true", "[1,  {\"a\" : null}]", "{ \"a\": [ ] }" })
	void givesJsonColumnsTheJsonAsItIsWritten(String json) throws Exception {
		String escaped = json.replace("\\", "\\\\");
		assertThat(payload("{\"id\" :  %s , \"b\":1}".formatted(json), Samples.json("id"))).isEqualTo(escaped);
		assertThat(payload("\uFEFF{\"id\":%s}".formatted(json), Samples.json("id"))).isEqualTo(escaped);
	}

	@Test
	void givesTextColumnsObjectsAndArraysAsJson() throws Exception {
		assertThat(payload("{\"id\": {\"a\":\n[1, \"x\"]}, \"name\": []}", Samples.text("id"), Samples.text("name")))
			.isEqualTo("{\"a\":\\n[1, \"x\"]}\t[]");
	}

	@ParameterizedTest
	@CsvSource(delimiter = ';', quoteCharacter = '\'',
			value = { "[];{}", "[1,2];{\"1\",\"2\"}", "[[1],[null]];{{\"1\"},{NULL}}",
					"[\"\",\"null\"];{\"\",\"null\"}", "[\"a,b\",\"{c}\"];{\"a,b\",\"{c}\"}",
					"[{\"a\":\"b\"}];{\"{\\\\\"a\\\\\":\\\\\"b\\\\\"}\"}", "[\"a\\\"b\"];{\"a\\\\\"b\"}",
					"[\"a\\\\b\"];{\"a\\\\\\\\b\"}", "\"{1,2}\";{1,2}" })
	void writesArrays(String json, String literal) throws Exception {
		assertThat(payload("{\"id\":%s}".formatted(json), Samples.array("id", Kind.TEXT))).isEqualTo(literal);
	}

	@Test
	void givesArraysOfJsonTheirElementsAsJson() throws Exception {
		assertThat(payload("{\"id\":[[1,2],\"x\",null,{\"a\":1}]}", Samples.array("id", Kind.JSON)))
			.isEqualTo("{\"[1,2]\",\"\\\\\"x\\\\\"\",NULL,\"{\\\\\"a\\\\\":1}\"}");
	}

	@Test
	void separatesElementsAsTheTypeWants() throws Exception {
		Column boxes = new Column("id", "box[]", Kind.TEXT, null, true, ';', false, false);
		assertThat(payload("{\"id\":[\"(1,1),(0,0)\",\"(2,2),(1,1)\"]}", boxes))
			.isEqualTo("{\"(1,1),(0,0)\";\"(2,2),(1,1)\"}");
	}

	@ParameterizedTest
	@CsvSource({ "AP9/gA==, 00ff7f80", "AP9/gA, 00ff7f80", "'', ''", "\\\\x00FF, 00FF" })
	void readsBytesInBase64AndInHex(String json, String hex) throws Exception {
		assertThat(payload("{\"id\": \"%s\"}".formatted(json), Samples.bytes("id"))).isEqualTo("\\\\x" + hex);
		assertThat(payload("{\"id\": [\"%s\"]}".formatted(json), Samples.array("id", Kind.BYTES)))
			.isEqualTo("{\"\\\\\\\\x%s\"}".formatted(hex));
	}

	@Test
	void takesStringsOfTenMegabytes() throws Exception {
		String huge = "x\\\\é".repeat(2_500_000);
		assertThat(payload("{\"id\": \"%s\"}".formatted(huge), Samples.text("id"))).isEqualTo(huge);
	}

	private String payload(String json, Column... columns) throws Exception {
		encode(json, columns);
		return CopiedText.of(this.rows).payload(this.rows.rows() - 1);
	}

	private void encode(String json, Column... columns) throws Exception {
		byte[] value = json.getBytes(StandardCharsets.UTF_8);
		Samples.encoder(Samples.table(columns), "id").encode(Samples.record(5, value), 1_000, 0, this.rows);
	}

}

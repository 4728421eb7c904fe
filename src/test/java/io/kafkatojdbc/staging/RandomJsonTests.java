package io.kafkatojdbc.staging;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import io.kafkatojdbc.record.Column.Kind;
import io.kafkatojdbc.record.UnreadableRecordException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/** That any bytes are staged as they were meant, or refused as unreadable. */
class RandomJsonTests {

	private static final int DOCUMENTS = 5_000;

	private final RowEncoder encoder = Samples.encoder(Samples.table(Samples.text("id"), Samples.text("name"),
			Samples.json("attributes"), Samples.array("tags", Kind.TEXT), Samples.bytes("data")), "id");

	private final JsonMapper mapper = JsonMapper.builder().build();

	private CopyRows rows = Samples.rows();

	@ParameterizedTest(name = "seed {0}")
	@ValueSource(longs = { 1, 2, 3, 20261122 })
	void documentsComeBackEqual(long seed) throws Exception {
		RandomJson random = new RandomJson(new Random(seed));
		for (int i = 0; i < DOCUMENTS; i++) {
			byte[] document = random.document().getBytes(StandardCharsets.UTF_8);
			assertThat(isStaged(document)).isEqualTo(hasColumn(document));
		}
	}

	@ParameterizedTest(name = "seed {0}")
	@ValueSource(longs = { 1, 2, 3, 20261122 })
	void mutatedDocumentsComeBackEqualOrAreRefused(long seed) throws Exception {
		Random random = new Random(seed);
		RandomJson json = new RandomJson(random);
		int staged = 0;
		for (int i = 0; i < DOCUMENTS; i++) {
			byte[] document = json.mutated(json.document().getBytes(StandardCharsets.UTF_8));
			staged += isStaged(document) ? 1 : 0;
		}
		assertThat(staged).isBetween(DOCUMENTS / 50, DOCUMENTS / 2);
	}

	@ParameterizedTest(name = "seed {0}")
	@ValueSource(longs = { 1, 2, 3, 20261122 })
	void noiseIsRefused(long seed) throws Exception {
		Random random = new Random(seed);
		for (int i = 0; i < DOCUMENTS; i++) {
			byte[] noise = new byte[random.nextInt(64)];
			random.nextBytes(noise);
			assertThat(isStaged(noise)).isFalse();
		}
	}

	private boolean isStaged(byte[] document) throws Exception {
		int before = fewRows().rows();
		try {
			this.encoder.encode(Samples.record(0, document), 1_000, 0, this.rows);
		}
		catch (UnreadableRecordException ex) {
			assertThat(ex.reason()).doesNotContain("\0");
			assertThat(this.rows.rows()).isEqualTo(before);
			return false;
		}
		assertStaged(document);
		return true;
	}

	private boolean hasColumn(byte[] document) {
		return Stream.of("id", "name", "attributes", "tags", "data").anyMatch(this.mapper.readTree(document)::has);
	}

	private void assertStaged(byte[] document) throws Exception {
		JsonNode expected = this.mapper.readTree(document);
		List<String> values = CopiedText.of(this.rows).values(this.rows.rows() - 1);
		assertString(values.get(0), expected.path("id"));
		assertString(values.get(1), expected.path("name"));
		if (!expected.path("attributes").isNull() && !expected.path("attributes").isMissingNode()) {
			assertThat(this.mapper.readTree(values.get(2))).isEqualTo(expected.path("attributes"));
		}
	}

	private static void assertString(String value, JsonNode expected) {
		if (expected.isString()) {
			assertThat(value).isEqualTo(expected.stringValue());
		}
	}

	private CopyRows fewRows() {
		if (this.rows.rows() == 8) {
			this.rows = Samples.rows();
		}
		return this.rows;
	}

}

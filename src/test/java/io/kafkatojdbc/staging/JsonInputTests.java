package io.kafkatojdbc.staging;

import java.nio.charset.StandardCharsets;

import io.kafkatojdbc.record.UnreadableRecordException;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** What is read of a record has nothing to do with the records before it. */
class JsonInputTests {

	private static final String RECORD = "{\"id\":\"a\",\"attributes\":{\"b\": [1, \"c\"]}}";

	/** Longer than a parser's buffer. */
	private static final String LONG = "x".repeat(20_000);

	private final RowEncoder encoder = Samples.encoder(Samples.table(Samples.text("id"), Samples.json("attributes")),
			"id");

	private final CopyRows rows = Samples.rows();

	@Test
	void placesCountFromTheRecordsBeginning() throws Exception {
		encode(RECORD);
		encode(" " + RECORD + " \n\t\r");
		encode("\uFEFF" + RECORD);
		encode("{\"id\":\"%1$s\",\"attributes\":{\"b\":\"%1$s\"}}".formatted(LONG));
		encode(RECORD);
		for (int row : new int[] { 0, 1, 2, 4 }) {
			assertThat(CopiedText.of(this.rows).values(row)).containsExactly("a", "{\"b\": [1, \"c\"]}");
		}
		assertThat(CopiedText.of(this.rows).values(3)).containsExactly(LONG, "{\"b\":\"%s\"}".formatted(LONG));
	}

	@Test
	void aRecordThatEndsTooSoonTakesNothingOfTheNext() throws Exception {
		for (String cut : new String[] { "{\"id\":\"a\"", "{\"id\":\"a", "{\"id\":", "{", "" }) {
			encode(RECORD);
			assertThatExceptionOfType(UnreadableRecordException.class).isThrownBy(() -> encode(cut));
			encode("{\"id\":\"next\"}");
			assertThat(CopiedText.of(this.rows).values(this.rows.rows() - 1)).containsExactly("next", "N");
		}
	}

	@Test
	void whatFollowsARecordIsNotTakenForTheNext() throws Exception {
		for (String more : new String[] { "{\"id\":\"other\"}", "}", "x", "{" }) {
			assertThatExceptionOfType(UnreadableRecordException.class).isThrownBy(() -> encode(RECORD + more));
			encode("{\"id\":\"next\"}");
			assertThat(CopiedText.of(this.rows).values(this.rows.rows() - 1)).containsExactly("next", "N");
		}
		assertThat(this.rows.rows()).isEqualTo(4);
	}

	@Test
	void whatIsWrongIsSaidAsOfTheOnlyRecord() throws Exception {
		String reason = reasonFor("{\"id\":}");
		assertThat(reason).endsWith(", at position 6");
		encode(RECORD);
		encode(RECORD);
		assertThat(reasonFor("{\"id\":}")).isEqualTo(reason);
		String end = reasonFor("{\"id\":");
		encode(RECORD);
		assertThat(reasonFor("{\"id\":")).isEqualTo(end);
	}

	@Test
	void recordsGoOnAfterTheEndOfAPoll() throws Exception {
		encode(RECORD);
		this.encoder.end();
		this.encoder.end();
		encode(RECORD);
		assertThat(CopiedText.of(this.rows).values(1)).isEqualTo(CopiedText.of(this.rows).values(0));
	}

	private String reasonFor(String value) {
		try {
			encode(value);
		}
		catch (UnreadableRecordException ex) {
			return ex.reason();
		}
		throw new AssertionError("It could be read");
	}

	private void encode(String value) throws UnreadableRecordException {
		this.encoder.encode(Samples.record(this.rows.rows(), value.getBytes(StandardCharsets.UTF_8)), 1_000, 0,
				this.rows);
	}

}

package io.kafkatojdbc.rejected;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;

import io.kafkatojdbc.ledger.RecordPlace;
import io.kafkatojdbc.staging.Poll;
import io.kafkatojdbc.staging.Samples;
import io.kafkatojdbc.staging.Stager;
import io.kafkatojdbc.staging.StagingContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Discarded means gone: neither the ledger nor an answer has anything of the record. */
class RejectedDiscardIT {

	private static final RejectedSelection ALL = new RejectedSelection(RejectionState.WAITING, null, null, null);

	private static final RecordPlace FIRST = new RecordPlace(0, 0);

	private static final JsonMapper JSON = JsonMapper.shared();

	private final StagingContext context = new StagingContext(
			"id text NOT NULL, name varchar(6) NOT NULL, price numeric");

	private final RejectedService service = this.context.bean(RejectedService.class);

	@AfterEach
	void close() {
		this.context.close();
	}

	@Test
	void ofADiscardedRecordNothingIsLeft() {
		String secret = "jane@example.com";
		stage("{\"id\":\"%s\",\"name\":\"x\",\"price\":\"%s\"}".formatted(secret, secret), secret, "no film");
		this.context.execute("UPDATE ingest.rejected_record SET key = convert_to('%s', 'UTF8'),".formatted(secret)
				+ " header_names = '{%s}', header_values = ARRAY[convert_to('%s', 'UTF8')]".formatted(secret, secret));
		assertThat(this.service.one(FIRST).entry().reason()).contains(secret);
		assertThatExceptionOfType(RejectedDecisionException.class).isThrownBy(() -> this.service.retry(FIRST, null))
			.withMessageContaining(secret)
			.satisfies((ex) -> assertThat(String.valueOf(ex.withoutContent())).contains("WRONG_VALUE", "422")
				.doesNotContain(secret));
		this.service.discard(FIRST);
		this.service.discardAll(ALL);
		assertThat(ledger()).hasSize(3).noneMatch((record) -> record.contains(secret) || record.contains(hex(secret)));
		for (int offset = 0; offset < 3; offset++) {
			assertThat(JSON.writeValueAsString(this.service.one(new RecordPlace(0, offset))))
				.contains("\"state\":\"DISCARDED\"", "\"headers\":[]")
				.doesNotContain(secret);
		}
		assertThat(this.service.one(FIRST).entry().reason())
			.isEqualTo("a value is not valid for the type of its column");
	}

	@Test
	void ofARecordThatAnOlderVersionDiscardedNothingIsShown() throws IOException {
		stage("no film");
		this.context.execute("UPDATE ingest.rejected_record SET state = 'DISCARDED', key = NULL, value = NULL,"
				+ " header_names = '{jane}', header_values = '{}'");
		assertThat(JSON.writeValueAsString(this.service.one(FIRST))).doesNotContain("jane", "no film");
		this.context
			.execute(new ClassPathResource("ledger/V9__discarded.sql").getContentAsString(StandardCharsets.UTF_8));
		assertThat(ledger()).noneMatch((record) -> record.contains("jane") || record.contains("'no'"));
	}

	private List<String> ledger() {
		return this.context.bean(JdbcClient.class)
			.sql("SELECT row_to_json(r)::text FROM ingest.rejected_record r")
			.query(String.class)
			.list();
	}

	private static String hex(String text) {
		return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
	}

	private void stage(String... values) {
		Poll poll = new Poll();
		poll.add(0, 0, values.length,
				IntStream.range(0, values.length).mapToObj((i) -> Samples.record(0, i, values[i])).toList());
		this.context.bean(Stager.class).stage(poll);
	}

}

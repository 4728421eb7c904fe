package io.kafkatojdbc.staging;

import java.nio.charset.StandardCharsets;
import java.time.Instant;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** How Kafka's timestamps are written. */
class TimestampTextTests {

	private final TimestampText timestamps = new TimestampText();

	private final CopyBuffer out = new CopyBuffer();

	@ParameterizedTest
	@CsvSource({ "1970-01-01T00:00:00Z, 1970-01-01 00:00:00.000+00",
			"2026-11-22T10:11:12.034Z, 2026-11-22 10:11:12.034+00",
			"2000-02-29T23:59:59.999Z, 2000-02-29 23:59:59.999+00",
			"+12345-06-07T08:09:10.011Z, 12345-06-07 08:09:10.011+00",
			"+294276-12-31T23:59:59.999Z, 294276-12-31 23:59:59.999+00" })
	void writesTimestampsInUtc(Instant instant, String text) {
		assertThat(written(instant.toEpochMilli())).isEqualTo(text);
	}

	@ParameterizedTest
	@ValueSource(longs = { -1, Long.MIN_VALUE, 9_224_318_016_000_000L, Long.MAX_VALUE })
	void writesNoTimestampAndWhatIsNoneAsNull(long millis) {
		assertThat(written(millis)).isEqualTo("\\N");
	}

	@Test
	void goesBackAndForthBetweenDays() {
		assertThat(written(86_399_999)).isEqualTo("1970-01-01 23:59:59.999+00");
		assertThat(written(86_400_000)).isEqualTo("1970-01-02 00:00:00.000+00");
		assertThat(written(0)).isEqualTo("1970-01-01 00:00:00.000+00");
	}

	private String written(long millis) {
		this.out.clear();
		this.timestamps.addTo(this.out, millis);
		return new String(this.out.bytes(), 0, this.out.length(), StandardCharsets.US_ASCII);
	}

}

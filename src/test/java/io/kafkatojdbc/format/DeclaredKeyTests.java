package io.kafkatojdbc.format;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import io.kafkatojdbc.pipeline.ColumnSettings;
import io.kafkatojdbc.record.Column;
import io.kafkatojdbc.record.Column.Kind;
import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.record.UnreadableRecordException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Records of which a declared column takes the key, or a part of the key. */
class DeclaredKeyTests {

	private static final List<Column> COLUMNS = List.of(text("film"), text("city"));

	private static Column text(String name) {
		return new Column(name, "text", Kind.TEXT, null, false, ',', false, false);
	}

	@Test
	void aTombstoneNeedsNoOtherColumnForItsKey() throws Exception {
		assertThat(read("key:id", "{\"id\":\"a\"}", null)).containsExactly("a");
		assertThat(read("key", "a", null)).containsExactly("a");
		assertThat(read("key", "\"a\"", null)).containsExactly("a");
		assertThatExceptionOfType(UnreadableRecordException.class).isThrownBy(() -> read("name", "a", null))
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(RejectionCode.TOMBSTONE));
	}

	@Test
	void aPathIntoNullIsAFieldThatIsKnown() throws Exception {
		assertThat(read("key", "a", "{\"address\":null}")).containsExactly("a");
		assertThat(read("key", "a", "{\"address\":{}}")).containsExactly("a");
		assertThatExceptionOfType(UnreadableRecordException.class).isThrownBy(() -> read("key", "a", "{\"b\":null}"))
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(RejectionCode.NO_KNOWN_FIELD));
	}

	private static List<String> read(String from, String key, @Nullable String value) throws UnreadableRecordException {
		WrittenValues row = new WrittenValues();
		JsonReaders.reader(COLUMNS, "id", Map.of("film", from(from), "city", from("address.city")))
			.read(new ConsumerRecord<>("films", 0, 0, bytes(key), (value != null) ? bytes(value) : null), row);
		return row.values();
	}

	private static ColumnSettings from(String from) {
		return new ColumnSettings(from, null, null, null, null);
	}

	private static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.UTF_8);
	}

}

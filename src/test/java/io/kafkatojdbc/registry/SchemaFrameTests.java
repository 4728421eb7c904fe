package io.kafkatojdbc.registry;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;

import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.record.UnreadableRecordException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * The id of a schema is found where Confluent's serializers write it, and nowhere else.
 */
class SchemaFrameTests {

	private static final String GUID = "cc0e0e0e-53c1-4a1a-8f1a-0000000000ff";

	private static final String GUID_HEADER = "01" + GUID.replace("-", "");

	private final ConsumerRecord<byte[], byte[]> kafkaRecord = new ConsumerRecord<>("films", 0, 0, new byte[0],
			new byte[0]);

	@Test
	void anIdInFrontHasFourBytes() throws Exception {
		Framed framed = value("00 01020304 4142");
		assertThat(framed.id()).isEqualTo(SchemaId.of(0x01020304));
		assertThat(framed.offset()).isEqualTo(5);
		assertThat(value("00 00000007").offset()).isEqualTo(5);
	}

	@Test
	void aHeaderHasAGuidOrANumber() throws Exception {
		header("__value_schema_id", GUID_HEADER);
		assertThat(value("7B7D").id()).isEqualTo(SchemaId.of(UUID.fromString(GUID)));
		assertThat(value("7B7D").offset()).isZero();
		header("__value_schema_id", "00 00000009");
		assertThat(value("00 00000001").id()).as("the last header, before what is in front").isEqualTo(SchemaId.of(9));
	}

	@Test
	void theHeaderOfAKeyIsNotThatOfAValue() throws Exception {
		header("__key_schema_id", GUID_HEADER);
		assertThat(value("00 00000001").id()).isEqualTo(SchemaId.of(1));
		assertThat(SchemaFrame.KEY.read(this.kafkaRecord, hex("41")).id())
			.isEqualTo(SchemaId.of(UUID.fromString(GUID)));
	}

	@ParameterizedTest
	@CsvSource({ "00 00000001 00 41, 0, 6", "00 00000001 02 00, 0, 7", "00 00000001 02 04 41, 2, 7",
			"00 00000001 04 02 06 41, 1;3, 8", "00 00000001 02 8004, 256, 8" })
	void indexesOfAMessageFollowTheId(String bytes, String indexes, int offset) throws Exception {
		MessageIndexes read = value(bytes).messageIndexes();
		assertThat(read.indexes().stream().map(String::valueOf).toList()).isEqualTo(List.of(indexes.split(";")));
		assertThat(read.offset()).isEqualTo(offset);
	}

	@Test
	void indexesOfAMessageFollowAnIdInAHeader() throws Exception {
		header("__value_schema_id", GUID_HEADER + "04 02 06");
		assertThat(value("08 01").messageIndexes()).isEqualTo(new MessageIndexes(List.of(1, 3), 0));
	}

	@ParameterizedTest
	@ValueSource(strings = { "00 00000001", "00 00000001 01", "00 00000001 04 02", "00 00000001 80",
			"00 00000001 FEFFFFFF0F", "00 00000001 FFFFFFFFFFFF" })
	void indexesThatAreNotWholeAreRefused(String bytes) throws Exception {
		Framed framed = value(bytes);
		assertThatExceptionOfType(UnreadableRecordException.class).isThrownBy(framed::messageIndexes)
			.withMessageContaining("no indexes of a Protobuf message");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
			                        | it is empty
			7B 22 61 22             | begins with '{' and it looks like JSON; ingest.record.value-format=json takes it
			0A 20 5B 31 5D          | begins with '[' and it looks like JSON; ingest.record.value-format=json takes it
			3C 61 2F 3E             | begins with '<' and it looks like XML; ingest.record.value-format=text takes it
			68 65 6C 6C 6F 21       | begins with the bytes 68 65 6C 6C 6F 21 and it looks like text
			1F 8B 08 00 00          | and it looks like gzip; ingest.record.value-format=bytes takes it
			4F 62 6A 01 04 16 61    | a whole Avro file
			C3 01 00 11 22 33 44 55 | single-object encoding
			00 00 00 07             | begins with the bytes 00 00 00 07; ingest.record.value-format=bytes takes it
			01 02 03 04 05 06 07 08 09 | begins with the bytes 01 02 03 04 05 06 07 08; ingest
			FF FE 7B 00             | begins with the bytes FF FE 7B 00;
			""")
	void whatHasNoIdIsRefusedWithWhatItLooksLike(String bytes, String reason) {
		assertThatExceptionOfType(UnreadableRecordException.class).isThrownBy(() -> value((bytes != null) ? bytes : ""))
			.withMessageStartingWith(
					"the value does not begin with a byte 0 and four bytes with the id of a schema: it")
			.withMessageContaining(reason)
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(RejectionCode.NOT_FRAMED));
	}

	@Test
	void theReasonForAKeyNamesTheSettingOfKeys() {
		assertThatExceptionOfType(UnreadableRecordException.class)
			.isThrownBy(() -> SchemaFrame.KEY.read(this.kafkaRecord, "{}".getBytes(StandardCharsets.UTF_8)))
			.withMessageStartingWith("the key ")
			.withMessageContaining("ingest.record.key-format=json");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "00 000001", "01 00000001", "02 00000001" })
	void aHeaderWithoutAnIdIsRefused(String bytes) {
		header("__value_schema_id", bytes);
		assertThatExceptionOfType(UnreadableRecordException.class).isThrownBy(() -> value("00 00000001"))
			.withMessageContaining("the header '__value_schema_id' has neither");
	}

	@Test
	void anIdBelowZeroIsRefused() {
		assertThatExceptionOfType(UnreadableRecordException.class).isThrownBy(() -> value("00 FFFFFFFF 41"))
			.withMessageContaining("has the schema id -1");
	}

	private void header(String name, String bytes) {
		this.kafkaRecord.headers().add(name, hex(bytes));
	}

	private Framed value(String bytes) throws UnreadableRecordException {
		return SchemaFrame.VALUE.read(this.kafkaRecord, hex(bytes));
	}

	private static byte[] hex(String bytes) {
		return HexFormat.of().parseHex(bytes.replace(" ", ""));
	}

}

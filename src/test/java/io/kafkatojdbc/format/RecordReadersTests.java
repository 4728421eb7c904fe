package io.kafkatojdbc.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.kafkatojdbc.pipeline.Envelope;
import io.kafkatojdbc.pipeline.Pipelines;
import io.kafkatojdbc.pipeline.RecordFormat;
import io.kafkatojdbc.pipeline.RecordSettings;
import io.kafkatojdbc.record.Column;
import io.kafkatojdbc.record.Column.Kind;
import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.record.UnreadableRecordException;
import io.kafkatojdbc.registry.Registries;
import io.kafkatojdbc.start.StartException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class RecordReadersTests {

	private static final String SCHEMA = "{\"type\": \"record\", \"name\": \"R\", \"fields\": [{\"name\": \"id\", \"type\": \"int\"}]}";

	private static final Column ID = column("id", Kind.INTEGER);

	@TempDir
	private Path directory;

	private static Column column(String name, Kind kind) {
		return new Column(name, kind.name(), kind, null, false, ',', false, false);
	}

	@Test
	void avroWithoutSchemasIsRefused() {
		assertThatExceptionOfType(StartException.class).isThrownBy(() -> readers(RecordFormat.AVRO, null))
			.withMessageContaining("'ingest.record.value-format=avro' needs a schema registry");
	}

	@Test
	void aSchemaForAnotherFormatIsRefused() {
		assertThatExceptionOfType(StartException.class).isThrownBy(() -> readers(RecordFormat.JSON, "film.avsc"))
			.withMessageContaining("'ingest.record.schema' is set, but 'ingest.record.value-format' is json");
	}

	@Test
	void aFileWithoutSchemaIsRefused() throws IOException {
		String file = file("{");
		assertThatExceptionOfType(StartException.class).isThrownBy(() -> readers(RecordFormat.AVRO, file))
			.withMessageContaining("is no schema of Avro");
		assertThatExceptionOfType(StartException.class)
			.isThrownBy(() -> readers(RecordFormat.AVRO, this.directory.resolve("none.avsc").toString()))
			.withMessageContaining("There is no file");
	}

	private String file(String text) throws IOException {
		return Files.writeString(this.directory.resolve("schema.avsc"), text).toString();
	}

	@Test
	void aSchemaInAFileTakesBareDataAndSingleObjects() throws Exception {
		String file = file(SCHEMA);
		long fingerprint = SchemaNormalization.parsingFingerprint64(new Schema.Parser().parse(SCHEMA));
		assertThat(read(RecordFormat.AVRO, file, ID, 14)).containsExactly("7");
		assertThat(read(RecordFormat.AVRO, "file:" + file, ID, singleObject(fingerprint))).containsExactly("7");
		// The same bytes as those that mark a single object are also the number -98.
		assertThat(read(RecordFormat.AVRO, file, ID, 0xC3, 1)).containsExactly("-98");
		assertThatExceptionOfType(UnreadableRecordException.class)
			.isThrownBy(() -> read(RecordFormat.AVRO, file, ID, singleObject(fingerprint + 1)))
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(RejectionCode.NOT_AVRO));
		assertThatExceptionOfType(UnreadableRecordException.class)
			.isThrownBy(() -> read(RecordFormat.AVRO, file, ID, 0, 0, 0, 0, 9, 14))
			.withMessageContaining("Confluent's wire format with schema id 9");
	}

	private static int[] singleObject(long fingerprint) {
		byte[] bytes = ByteBuffer.allocate(11)
			.order(ByteOrder.LITTLE_ENDIAN)
			.put((byte) 0xC3)
			.put((byte) 1)
			.putLong(fingerprint)
			.put((byte) 14)
			.array();
		int[] value = new int[bytes.length];
		for (int i = 0; i < bytes.length; i++) {
			value[i] = bytes[i];
		}
		return value;
	}

	@Test
	void aProtobufSchemaInAFileTakesTheMessageThatIsNamed() throws Exception {
		String file = Files.writeString(this.directory.resolve("film.proto"), """
				syntax = "proto3";
				message Other { string id = 1; }
				message Film { int32 id = 1; }
				""").toString();
		assertThat(read(protobuf(file, "Film"), ID, 8, 7)).containsExactly("7");
		assertThatExceptionOfType(StartException.class).isThrownBy(() -> readers(protobuf(file, null)))
			.withMessageContaining("has 2 messages");
		assertThatExceptionOfType(StartException.class).isThrownBy(() -> readers(protobuf(null, "Film")))
			.withMessageContaining("'ingest.record.message' is set, but 'ingest.record.schema' is not");
		assertThatExceptionOfType(StartException.class).isThrownBy(() -> readers(protobuf(null, null)))
			.withMessageContaining("'ingest.record.value-format=protobuf' needs a schema registry");
		assertThatExceptionOfType(StartException.class)
			.isThrownBy(() -> readers(settings(RecordFormat.AVRO, file, "Film", Envelope.NONE, null)))
			.withMessageContaining("'ingest.record.message' is set, but 'ingest.record.value-format' is avro");
	}

	private static RecordSettings protobuf(@Nullable String schema, @Nullable String message) {
		return settings(RecordFormat.PROTOBUF, schema, message, Envelope.NONE, null);
	}

	@Test
	void textAndBytesAreTakenAsAWhole() throws Exception {
		assertThat(read(RecordFormat.TEXT, null, column("kafka_value", Kind.TEXT), 'a', '"')).containsExactly("a\"");
		assertThat(read(RecordFormat.TEXT, null, column("kafka_value", Kind.JSON), 'a', '"'))
			.containsExactly("\"a\\\"\"");
		assertThat(read(RecordFormat.TEXT, null, column("kafka_value", Kind.BYTES), 'a', 0)).containsExactly("[97, 0]");
		assertThat(read(RecordFormat.BYTES, null, column("kafka_value", Kind.BYTES), 0, 255))
			.containsExactly("[0, -1]");
		assertRefused(RejectionCode.INVALID_UTF8, RecordFormat.TEXT, column("kafka_value", Kind.TEXT));
		assertRefused(RejectionCode.WRONG_VALUE, RecordFormat.BYTES, column("kafka_value", Kind.TEXT));
		assertRefused(RejectionCode.NO_KNOWN_FIELD, RecordFormat.TEXT, ID);
	}

	private static void assertRefused(RejectionCode code, RecordFormat format, Column column) {
		assertThatExceptionOfType(UnreadableRecordException.class).isThrownBy(() -> read(format, null, column, 255))
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(code));
	}

	private static List<String> read(RecordFormat format, @Nullable String schema, Column column, int... value)
			throws UnreadableRecordException {
		return read(settings(format, schema), column, value);
	}

	private static List<String> read(RecordSettings settings, Column column, int... value)
			throws UnreadableRecordException {
		byte[] bytes = new byte[value.length];
		for (int i = 0; i < value.length; i++) {
			bytes[i] = (byte) value[i];
		}
		WrittenValues row = new WrittenValues();
		readers(settings).reader(List.of(column)).read(new ConsumerRecord<>("films", 0, 0, new byte[0], bytes), row);
		return row.values();
	}

	@Test
	void envelopesAndRowsInArraysAreForJson() {
		assertNotStarted(Envelope.DEBEZIUM, null, "are for records in JSON, but 'ingest.record.value-format' is text");
		assertNotStarted(Envelope.NONE, "lines", "are for records in JSON");
	}

	private static void assertNotStarted(Envelope envelope, @Nullable String rowsFrom, String why) {
		assertThatExceptionOfType(StartException.class)
			.isThrownBy(() -> readers(RecordFormat.TEXT, null, envelope, rowsFrom))
			.withMessageContaining(why);
	}

	@Test
	void rowsFromNeedsAPath() {
		assertThatExceptionOfType(StartException.class)
			.isThrownBy(() -> readers(RecordFormat.JSON, null, Envelope.NONE, "lines[x]"))
			.withMessageStartingWith("ingest.record.rows-from: 'lines[x]' is no path");
	}

	private static RecordReaders readers(RecordFormat format, @Nullable String schema) {
		return readers(settings(format, schema));
	}

	private static RecordReaders readers(RecordSettings settings) {
		return new RecordReaders(Pipelines.films(settings), Registries.at());
	}

	private static RecordReaders readers(RecordFormat format, @Nullable String schema, Envelope envelope,
			@Nullable String rowsFrom) {
		return readers(settings(format, schema, null, envelope, rowsFrom));
	}

	private static RecordSettings settings(RecordFormat format, @Nullable String schema) {
		return settings(format, schema, null, Envelope.NONE, null);
	}

	private static RecordSettings settings(RecordFormat format, @Nullable String schema, @Nullable String message,
			Envelope envelope, @Nullable String rowsFrom) {
		return new RecordSettings(1_000, format, RecordFormat.JSON, schema, null, message, null, envelope, rowsFrom,
				List.of("m"));
	}

}

package io.kafkatojdbc.staging;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.google.protobuf.Descriptors.Descriptor;
import io.kafkatojdbc.format.ProtobufReaders;
import io.kafkatojdbc.protobuf.Messages;
import io.kafkatojdbc.protobuf.ProtobufSchemas;
import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.record.UnreadableRecordException;
import io.kafkatojdbc.registry.Registries;
import io.kafkatojdbc.registry.SchemaFrame;
import io.kafkatojdbc.table.StagingTable;
import io.kafkatojdbc.table.StagingTables;
import io.kafkatojdbc.testing.RegistryServer;
import io.kafkatojdbc.testing.RegistryServer.Reference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Records whose schemas are in a real registry. */
class ProtobufRegistryIT {

	/** The indexes of the first message, which have a short form. */
	private static final byte[] FIRST = { 0 };

	private static final RegistryServer registry = RegistryServer.shared();

	private final StagingDatabase database = new StagingDatabase("protobuf_registry");

	private StagingTable table;

	private RowEncoder encoder;

	private CopyRows rows;

	@BeforeEach
	void createTable() {
		this.database.execute(StagingTables.ddl("films_staging", "id bigint, title text, year text, director text"));
		this.table = this.database.read("films_staging");
		this.encoder = new RowEncoder(
				ProtobufReaders.reader(this.table.columns(), Map.of(),
						ProtobufSchemas.of(Registries.at(registry.url()), SchemaFrame.VALUE)),
				new CopyRow(this.table, CopyFormat.TEXT));
		this.rows = Samples.rows(this.table, CopyFormat.TEXT);
	}

	@AfterEach
	void disconnect() {
		this.database.close();
	}

	@Test
	void aSchemaEvolvesInTheMiddleOfAPoll() throws Exception {
		String before = "syntax = \"proto3\"; message Film { int32 id = 1; string title = 2; string year = 3; }";
		String after = "syntax = \"proto3\"; message Film { int64 id = 1; string title = 2; optional string director = 4; }";
		int first = registry.register("evolving-1", "PROTOBUF", before);
		int second = registry.register("evolving-2", "PROTOBUF", after);
		Descriptor older = Messages.type(before);
		Descriptor newer = Messages.type(after);
		encode(framed(first, FIRST, Messages.bytes(older, "id: 1 title: 'a' year: '1979'")));
		encode(framed(second, FIRST, Messages.bytes(newer, "id: 5000000000 title: 'b' director: 'd'")));
		encode(framed(first, FIRST, Messages.bytes(older, "id: 2")));
		encode(framed(second, FIRST, Messages.bytes(newer, "id: 3")));
		assertThat(staged()).containsExactly("1,a,1979,null", "5000000000,b,null,d", "2,,,null", "3,,null,null");
	}

	@Test
	void messagesAreFoundByTheirIndexesAndTheirReferences() throws Exception {
		registry.register("people.proto", "PROTOBUF",
				"syntax = \"proto3\"; package people; message Person { string name = 1; }");
		int id = registry.register("films-value", "PROTOBUF", """
				syntax = "proto3";
				import "people.proto";
				message Other { int32 id = 1; message Film { int64 id = 1; people.Person director = 2; } }
				""", new Reference("people.proto", "people.proto", 1));
		byte[] film = { 8, 7, 18, 3, 10, 1, 'x' };
		byte[] indexes = { 4, 0, 0 };
		encode(framed(id, indexes, film));
		byte[] inHeader = ByteBuffer.allocate(5 + indexes.length).put((byte) 0).putInt(id).put(indexes).array();
		encode(record(film, new RecordHeaders().add("__value_schema_id", inHeader)));
		assertRefused(framed(id, new byte[] { 4, 0, 8 }, film), RejectionCode.UNUSABLE_SCHEMA,
				"schema %d has no message at the indexes [0, 4] of the record, but 1 in Other".formatted(id));
		assertRefused(record("{}".getBytes(StandardCharsets.UTF_8), new RecordHeaders()), RejectionCode.NOT_FRAMED,
				"the value does not begin with a byte 0");
		assertThat(staged()).containsExactly("7,null,null,{\"name\":\"x\"}", "7,null,null,{\"name\":\"x\"}");
	}

	private void assertRefused(ConsumerRecord<byte[], byte[]> kafkaRecord, RejectionCode code, String reason) {
		assertThatExceptionOfType(UnreadableRecordException.class).isThrownBy(() -> encode(kafkaRecord))
			.withMessageStartingWith(reason)
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(code));
	}

	private void encode(ConsumerRecord<byte[], byte[]> kafkaRecord) throws Exception {
		this.encoder.encode(kafkaRecord, 1_000, 0, this.rows);
	}

	private List<String> staged() throws Exception {
		this.rows.stampBatch(1);
		this.database.copy(this.rows, this.table, 0);
		return this.database.jdbc()
			.sql("SELECT concat_ws(',', id, coalesce(title, 'null'), coalesce(year, 'null'), coalesce(director, 'null')) FROM films_staging")
			.query(String.class)
			.list();
	}

	private static ConsumerRecord<byte[], byte[]> framed(int id, byte[] indexes, byte[] message) {
		byte[] value = ByteBuffer.allocate(5 + indexes.length + message.length)
			.put((byte) 0)
			.putInt(id)
			.put(indexes)
			.put(message)
			.array();
		return record(value, new RecordHeaders());
	}

	private static ConsumerRecord<byte[], byte[]> record(byte[] value, Headers headers) {
		return new ConsumerRecord<>("films", 0, 0, 1_000, TimestampType.CREATE_TIME, 0, 0, new byte[0], value, headers,
				Optional.empty());
	}

}

package io.kafkatojdbc.staging;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.kafkatojdbc.format.JsonReaders;
import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.record.UnreadableRecordException;
import io.kafkatojdbc.registry.Registries;
import io.kafkatojdbc.table.StagingTable;
import io.kafkatojdbc.table.StagingTables;
import io.kafkatojdbc.testing.RegistryServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Records that are JSON with a JSON Schema in a real registry. */
class JsonSchemaIT {

	private static final RegistryServer registry = RegistryServer.shared();

	private final StagingDatabase database = new StagingDatabase("json_schema");

	private StagingTable table = createTable();

	private RowEncoder encoder = new RowEncoder(
			JsonReaders.ofJsonSchema(this.table.columns(), Registries.at(registry.url())),
			new CopyRow(this.table, CopyFormat.TEXT));

	private CopyRows rows = Samples.rows(this.table, CopyFormat.TEXT);

	private StagingTable createTable() {
		this.database.execute(StagingTables.ddl("films_staging",
				"id bigint, at timestamptz, day date, total numeric(9,2), times timestamptz[]"));
		return this.database.read("films_staging");
	}

	@AfterEach
	void disconnect() {
		this.database.close();
	}

	@Test
	void theSchemaSaysWhatNumbersMean() throws Exception {
		int plain = registry.register("plain-value", "JSON",
				"{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"type\":\"object\"}");
		int typed = registry.register("typed-value", "JSON",
				"""
						{"$schema": "http://json-schema.org/draft-07/schema#", "type": "object", "properties": {
							"id": {"type": "integer", "connect.type": "int64"},
							"at": {"oneOf": [{"type": "null"},
								{"type": "integer", "title": "org.apache.kafka.connect.data.Timestamp", "connect.type": "int64"}]},
							"day": {"$ref": "#/definitions/day"},
							"total": {"type": "number", "title": "org.apache.kafka.connect.data.Decimal",
								"connect.parameters": {"scale": "2"}},
							"times": {"type": "array", "items":
								{"type": "integer", "title": "io.debezium.time.Timestamp"}}},
						"definitions": {"day": {"type": "integer", "title": "org.apache.kafka.connect.data.Date"}}}""");
		encode(plain, "{\"id\":1,\"at\":\"2026-01-02T03:04:05Z\"}");
		encode(typed,
				"{\"id\":2,\"at\":1767323045000,\"day\":20455,\"total\":\"BOI=\",\"times\":[1767323045000,null]}");
		encode(typed, "{\"id\":3,\"at\":null,\"total\":12.5}");
		assertRefused(plain, "{\"id\":4,\"at\":1767323045000}", RejectionCode.UNKNOWN_UNIT, "ingest.columns.at.unit");
		assertThat(staged()).containsExactly("1,2026-01-02 03:04:05,,,",
				"2,2026-01-02 03:04:05,2026-01-02,12.50," + "{\"2026-01-02 03:04:05+00\",NULL}", "3,,,12.50,");
	}

	@Test
	void whatIsNoJsonBehindAJsonSchemaIsRefused() throws Exception {
		int avro = registry.register("avro-value", "AVRO", "\"string\"");
		int json = registry.register("other-value", "JSON",
				"{\"$schema\":\"http://json-schema.org/draft-07/schema#\",\"title\":\"other\"}");
		assertRefused(avro, "{\"id\":1}", RejectionCode.UNUSABLE_SCHEMA, "is no JSON Schema but of AVRO");
		assertRefused(json, "{\"id\":", RejectionCode.NOT_JSON, "the value is not JSON");
		assertThatExceptionOfType(UnreadableRecordException.class)
			.isThrownBy(() -> this.encoder.encode(Samples.record(0, "{\"id\":1}"), 1_000, 0, this.rows))
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(RejectionCode.NOT_FRAMED));
	}

	private void assertRefused(int schema, String json, RejectionCode code, String reason) {
		assertThatExceptionOfType(UnreadableRecordException.class).isThrownBy(() -> encode(schema, json))
			.withMessageContaining(reason)
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(code));
	}

	private void encode(int schema, String json) throws Exception {
		byte[] text = json.getBytes(StandardCharsets.UTF_8);
		byte[] value = ByteBuffer.allocate(5 + text.length).put((byte) 0).putInt(schema).put(text).array();
		this.encoder.encode(Samples.record(0, value), 1_000, 0, this.rows);
	}

	private List<String> staged() throws Exception {
		this.database.copy(this.rows, this.table, 0);
		return this.database.jdbc()
			.sql("SELECT format('%s,%s,%s,%s,%s', id, at AT TIME ZONE 'UTC', day, total, times) FROM films_staging ORDER BY id")
			.query(String.class)
			.list();
	}

}

package io.kafkatojdbc.staging;

import java.util.Map;
import java.util.Optional;

import com.google.protobuf.Descriptors.Descriptor;
import io.kafkatojdbc.format.ProtobufReaders;
import io.kafkatojdbc.pipeline.ColumnSettings;
import io.kafkatojdbc.protobuf.Messages;
import io.kafkatojdbc.protobuf.ProtobufSchemas;
import io.kafkatojdbc.record.RejectionCode;
import io.kafkatojdbc.record.UnreadableRecordException;
import io.kafkatojdbc.registry.SchemaFrame;
import io.kafkatojdbc.table.StagingTable;
import io.kafkatojdbc.table.StagingTables;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Keys that are Protobuf, of records with and without a value. */
class ProtobufKeysIT {

	private static final Descriptor type = Messages.everything();

	private final StagingDatabase database = new StagingDatabase("protobuf_keys");

	@AfterEach
	void disconnect() {
		this.database.close();
	}

	@Test
	void fieldsOfTheKeyMakeTheRowOfARecordWithoutAValue() throws Exception {
		Map<String, Object> row = staged("s text, i32 integer, kafka_tombstone boolean", Map.of(), "s: 'k' i32: 5",
				null);
		assertThat(row).containsEntry("s", "k").containsEntry("i32", 5).containsEntry("kafka_tombstone", true);
	}

	@Test
	void aKeyOfWhichNoFieldHasAColumnMakesNoRow() {
		assertThatExceptionOfType(UnreadableRecordException.class)
			.isThrownBy(() -> staged("other text, kafka_tombstone boolean", Map.of(), "s: 'k'", null))
			.satisfies((ex) -> assertThat(ex.code()).isEqualTo(RejectionCode.TOMBSTONE))
			.withMessageEndingWith("no field of its key has a column");
	}

	@Test
	void columnsTakePartsOfTheKey() throws Exception {
		Map<String, Object> row = staged("s text, part text, kafka_key bytea, whole jsonb",
				Map.of("part", from("key:inner.name"), "whole", from("key")), "inner {name: 'n'}", "s: 'v'");
		assertThat(row).containsEntry("s", "v")
			.containsEntry("part", "n")
			.containsEntry("kafka_key", Messages.bytes(type, "inner {name: 'n'}"));
		assertThat(String.valueOf(row.get("whole"))).contains("\"inner\": {\"more\": [], \"name\": \"n\"}");
	}

	@Test
	void theWholeValueIsKept() throws Exception {
		Map<String, Object> row = staged("kafka_value bytea, json jsonb", Map.of("json", from("value")), "", "s: 'v'");
		assertThat(row).containsEntry("kafka_value", Messages.bytes(type, "s: 'v'"));
		assertThat(String.valueOf(row.get("json"))).contains("\"s\": \"v\"", "\"i64\": 0");
	}

	private static ColumnSettings from(String path) {
		return new ColumnSettings(path, null, null, null, null);
	}

	private Map<String, Object> staged(String columns, Map<String, ColumnSettings> settings, String key,
			@Nullable String value) throws Exception {
		this.database.execute(StagingTables.ddl("films_staging", columns));
		StagingTable table = this.database.read("films_staging");
		CopyRows rows = Samples.rows(table, CopyFormat.TEXT);
		byte[] bytes = (value != null) ? Messages.bytes(type, value) : null;
		ConsumerRecord<byte[], byte @Nullable []> kafkaRecord = new ConsumerRecord<>("films", 0, 0, 1_000,
				TimestampType.CREATE_TIME, 0, 0, Messages.bytes(type, key), bytes, new RecordHeaders(),
				Optional.empty());
		new RowEncoder(
				ProtobufReaders.reader(table.columns(), settings,
						ProtobufSchemas.of(SchemaFrame.VALUE, Messages.EVERYTHING.toString(), "Everything")),
				new CopyRow(table, CopyFormat.TEXT))
			.encode(kafkaRecord, 1_000, 0, rows);
		rows.stampBatch(1);
		assertThat(this.database.copy(rows, table, 0)).isEqualTo(1);
		return this.database.jdbc().sql("SELECT * FROM films_staging").query().singleRow();
	}

}

package io.kafkatojdbc.table;

import java.util.Map;

import io.kafkatojdbc.pipeline.ColumnSettings;
import io.kafkatojdbc.record.DeclaredColumns;
import io.kafkatojdbc.staging.StagingDatabase;
import io.kafkatojdbc.start.StartException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** The columns that the service fills have a type that takes their values. */
class OwnColumnsIT {

	private static final String ALL = """
			kafka_topic text, kafka_key bytea, kafka_value jsonb, kafka_headers jsonb, kafka_op text,
			kafka_row integer, kafka_given text[]""";

	private final StagingDatabase database = new StagingDatabase("own_columns");

	@AfterEach
	void disconnect() {
		this.database.close();
	}

	@Test
	void allOfThemAreTaken() {
		this.database.execute(StagingTables.ddl("films_staging", ALL));
		assertThat(this.database.read("films_staging").columns()).hasSize(7);
	}

	@ParameterizedTest
	@CsvSource({ "kafka_topic, name, text", "kafka_key, integer, text or bytea or jsonb",
			"kafka_value, json, jsonb or text or bytea", "kafka_headers, text, jsonb", "kafka_op, character(1), text",
			"kafka_row, bigint, integer", "kafka_given, jsonb, text[]" })
	void anotherTypeStopsTheStart(String column, String type, String needed) {
		this.database.execute(StagingTables.ddl("films_staging", "id text, %s %s".formatted(column, type)));
		assertThatExceptionOfType(StartException.class).isThrownBy(() -> this.database.read("films_staging"))
			.withMessage("The service fills the column %s, which has to be of the type %s and is %s.", column, needed,
					type);
	}

	@Test
	void anotherSourceNeedsNoCertainTypeUnlessTheServiceAloneKnowsTheValue() {
		this.database.execute(StagingTables.ddl("films_staging", "id text, kafka_topic integer, kafka_row integer"));
		ColumnSettings fromHeader = new ColumnSettings("header:x", null, null, null, null);
		assertThat(read(Map.of("kafka_topic", fromHeader)).columns()).hasSize(3);
		assertThatExceptionOfType(StartException.class)
			.isThrownBy(() -> read(Map.of("kafka_topic", fromHeader, "kafka_row", fromHeader)))
			.withMessage("ingest.columns.kafka_row.from: the service fills the column kafka_row itself.");
	}

	private StagingTable read(Map<String, ColumnSettings> settings) {
		return new StagingTableCatalog(this.database.jdbc(), "films_staging", new DeclaredColumns(settings)).read();
	}

}

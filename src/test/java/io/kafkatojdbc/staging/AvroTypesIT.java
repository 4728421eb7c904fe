package io.kafkatojdbc.staging;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import io.kafkatojdbc.format.AvroReaders;
import io.kafkatojdbc.record.UnreadableRecordException;
import io.kafkatojdbc.table.StagingTable;
import io.kafkatojdbc.table.StagingTables;
import org.apache.avro.Schema;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Values of all types of Avro are in columns of all fitting types as they were written.
 */
class AvroTypesIT {

	private final StagingDatabase database = new StagingDatabase("avro_types");

	@BeforeEach
	void changeWhatTextDependsOn() {
		this.database.execute("SET TimeZone = 'America/New_York'; SET DateStyle = 'ISO, DMY'");
	}

	@AfterEach
	void disconnect() {
		this.database.close();
	}

	@ParameterizedTest
	@EnumSource
	void areInTheTable(CopyFormat format) throws Exception {
		List<AvroTypes.Type> types = AvroTypes.types()
			.stream()
			.filter((each) -> format == CopyFormat.TEXT || isBinary(each))
			.toList();
		List<String> expected = new ArrayList<>();
		types.forEach((each) -> expected.add(each + " -> " + each.expected()));
		List<String> actual = stage(format, types);
		List<String> named = new ArrayList<>();
		IntStream.range(0, types.size()).forEach((i) -> named.add(types.get(i) + " -> " + actual.get(i)));
		assertThat(named).hasSizeGreaterThan(20).containsExactlyElementsOf(expected);
	}

	private boolean isBinary(AvroTypes.Type type) {
		return new CopyLayout(table(List.of(type))).takesBinary();
	}

	private StagingTable table(List<AvroTypes.Type> types) {
		this.database.execute("DROP TABLE IF EXISTS films_staging");
		this.database.execute(StagingTables.ddl("films_staging",
				IntStream.range(0, types.size())
					.mapToObj((i) -> "f%d %s".formatted(i, types.get(i).column()))
					.collect(Collectors.joining(", "))));
		return this.database.read("films_staging");
	}

	private List<String> stage(CopyFormat format, List<AvroTypes.Type> types) throws Exception {
		StagingTable table = table(types);
		this.database.copy(encode(format, table, types), table, 0);
		return IntStream.range(0, types.size())
			.mapToObj((i) -> this.database.jdbc()
				.sql("SELECT f%d::text FROM films_staging".formatted(i))
				.query((rows, number) -> String.valueOf(rows.getString(1)))
				.single())
			.toList();
	}

	private static CopyRows encode(CopyFormat format, StagingTable table, List<AvroTypes.Type> types)
			throws UnreadableRecordException, SQLException {
		Schema schema = AvroData.ofTypes(types.stream().map(AvroTypes.Type::type).toList());
		CopyRows rows = Samples.rows(table, format);
		new RowEncoder(AvroReaders.reader(table.columns(), Map.of(), Map.of((byte) 1, schema)),
				new CopyRow(table, format))
			.encode(Samples.record(0, AvroData.encode(1, schema, types.stream().map(AvroTypes.Type::value).toArray())),
					1_000, 0, rows);
		rows.stampBatch(1);
		return rows;
	}

	@ParameterizedTest
	@MethodSource("io.kafkatojdbc.staging.AvroTypes#refused")
	void whatDoesNotFitIsRefusedWithAReason(AvroTypes.Type type) {
		StagingTable table = table(List.of(type));
		assertThatExceptionOfType(UnreadableRecordException.class)
			.isThrownBy(() -> encode(CopyFormat.TEXT, table, List.of(type)))
			.withMessageContaining("column 'f0'")
			.withMessageContaining(String.valueOf(type.expected()));
	}

}

package io.kafkatojdbc.staging;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Map;

import io.kafkatojdbc.record.RecordReader;
import io.kafkatojdbc.record.RowWriter;
import io.kafkatojdbc.record.UnreadableRecordException;
import io.kafkatojdbc.table.StagingTable;
import io.kafkatojdbc.table.StagingTables;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A reader of another format than JSON needs to know nothing but the row writer: the
 * typed values that it writes are in the table, in either format of COPY.
 */
class OtherFormatIT {

	private final StagingDatabase database = new StagingDatabase("other_format");

	@AfterEach
	void disconnect() {
		this.database.close();
	}

	@ParameterizedTest
	@EnumSource
	void typedValuesAreInTheTable(CopyFormat format) throws Exception {
		Map<String, Object> row = copy(format,
				"a bigint, b double precision, c bytea, d text, e jsonb, f text, g boolean", (out) -> {
					// In another order than that of the columns.
					out.column(5);
					out.nothing();
					out.column(6);
					out.bool(true);
					out.column(4);
					byte[] json = "..{\"k\": \"\\\\v\"}..".getBytes(StandardCharsets.UTF_8);
					out.json(json, 2, json.length - 2);
					out.column(0);
					out.number(Long.MIN_VALUE + 1);
					out.column(1);
					out.number(-0.1);
					out.column(3);
					char[] text = "a\tb\\c\"é😀".toCharArray();
					out.text(text, 0, text.length);
					out.column(2);
					out.bytes(new byte[] { 0, (byte) 0xFF, 0x5C });
				});
		assertThat(row).containsEntry("a", Long.MIN_VALUE + 1)
			.containsEntry("b", -0.1)
			.containsEntry("c", new byte[] { 0, (byte) 0xFF, 0x5C })
			.containsEntry("d", "a\tb\\c\"é😀")
			.containsEntry("f", null)
			.containsEntry("g", true);
		assertThat(String.valueOf(row.get("e"))).isEqualTo("{\"k\": \"\\\\v\"}");
	}

	@ParameterizedTest
	@EnumSource(names = "TEXT")
	void numbersAreExact(CopyFormat format) throws Exception {
		Map<String, Object> row = copy(format, "a numeric, b double precision, c double precision, d text", (out) -> {
			out.column(0);
			out.number(Long.MIN_VALUE);
			out.column(1);
			out.number(Double.NEGATIVE_INFINITY);
			out.column(2);
			out.number(Double.MIN_VALUE);
			out.column(3);
			out.number(7);
		});
		assertThat(row).containsEntry("a", BigDecimal.valueOf(Long.MIN_VALUE))
			.containsEntry("b", Double.NEGATIVE_INFINITY)
			.containsEntry("c", Double.MIN_VALUE)
			.containsEntry("d", "7");
	}

	@ParameterizedTest
	@EnumSource(names = "TEXT")
	void arraysOfAnyDepthAreInTheTable(CopyFormat format) throws Exception {
		Map<String, Object> row = copy(format, "a text[], b bytea[], c integer[], d text", (out) -> {
			out.column(0);
			out.beginArray();
			out.text("{".toCharArray(), 0, 1);
			out.text("q\"\\,".toCharArray(), 0, 4);
			out.nothing();
			out.endArray();
			out.column(1);
			out.beginArray();
			out.bytes(new byte[] { 1 });
			out.bytes(new byte[0]);
			out.endArray();
			out.column(2);
			out.beginArray();
			for (int i = 0; i < 2; i++) {
				out.beginArray();
				out.number(i);
				out.number(-i);
				out.endArray();
			}
			out.endArray();
			out.column(3);
			out.nothing();
		});
		assertThat(String.valueOf(row.get("a"))).isEqualTo("{\"{\",\"q\\\"\\\\,\",NULL}");
		assertThat(String.valueOf(row.get("b"))).isEqualTo("{\"\\\\x01\",\"\\\\x\"}");
		assertThat(String.valueOf(row.get("c"))).isEqualTo("{{0,0},{1,-1}}");
	}

	@ParameterizedTest
	@EnumSource
	void rowsOfARecordHaveTheMarkedValuesInCommon(CopyFormat format) throws Exception {
		copyRows(3, format, "a bigint, b text, c bigint", (out) -> {
			out.column(1);
			out.text("both".toCharArray(), 0, 4);
			out.mark();
			for (int i = 1; i <= 2; i++) {
				out.column(0);
				out.number(i);
				out.end();
			}
			out.column(2);
			out.nothing();
		});
		assertThat(this.database.jdbc()
			.sql("SELECT concat(a, b, c) FROM films_staging ORDER BY a")
			.query(String.class)
			.list()).containsExactly("1both", "2both", "both");
	}

	private Map<String, Object> copy(CopyFormat format, String columns, Values values) throws Exception {
		copyRows(1, format, columns, values);
		return this.database.jdbc().sql("SELECT * FROM films_staging").query().singleRow();
	}

	private void copyRows(int expected, CopyFormat format, String columns, Values values) throws Exception {
		this.database.execute(StagingTables.ddl("films_staging", columns));
		StagingTable table = this.database.read("films_staging");
		CopyRows rows = Samples.rows(table, format);
		new RowEncoder(new OtherReader(values), new CopyRow(table, format)).encode(Samples.record(0, "not JSON"), 1_000,
				0, rows);
		rows.stampBatch(1);
		assertThat(copy(rows, table)).isEqualTo(expected);
	}

	private long copy(CopyRows rows, StagingTable table) throws SQLException {
		return this.database.copy(rows, table, 0);
	}

	private interface Values {

		void writeTo(RowWriter row) throws UnreadableRecordException;

	}

	private record OtherReader(Values values) implements RecordReader {

		@Override
		public int read(ConsumerRecord<byte[], byte @Nullable []> kafkaRecord, RowWriter row)
				throws UnreadableRecordException {
			row.begin(false);
			this.values.writeTo(row);
			row.end();
			return 0;
		}

		@Override
		public void end() {
			// It keeps nothing.
		}

	}

}

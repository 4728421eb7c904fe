package io.kafkatojdbc.staging;

import java.util.Set;

import io.kafkatojdbc.record.Column;
import io.kafkatojdbc.record.Column.Kind;
import io.kafkatojdbc.table.StagingTable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The COPY of a staging table, and how a change of it is noticed. */
class CopyLayoutTests {

	@Test
	void copiesIntoASlot() {
		StagingTable table = Samples.table(Samples.text("id"), Samples.text("a \"name\""));
		assertThat(new CopyLayout(table).copyInto(1, CopyFormat.TEXT))
			.isEqualTo("COPY public.films_staging_1 (batch, kafka_partition, kafka_offset,"
					+ " kafka_timestamp, \"id\", \"a \"\"name\"\"\") FROM STDIN WITH"
					+ " (FORMAT text, DEFAULT E'\\\\D', ENCODING 'UTF8')");
		assertThat(new CopyLayout(table).copyInto(0, CopyFormat.TEXT)).startsWith("COPY public.films_staging_0 (");
	}

	@Test
	void copiesNoTimestampIntoATableWithoutAColumnForIt() {
		StagingTable timestamped = Samples.table(Samples.text("id"));
		StagingTable table = new StagingTable(timestamped.name(), Set.of(StagingTable.ORDER), timestamped.columns(),
				timestamped.slots(), timestamped.setAside(), timestamped.layouts());
		assertThat(new CopyLayout(table).columns())
			.isEqualTo("batch, kafka_partition, kafka_offset, kafka_order, \"id\"");
		assertThat(new CopyLayout(table).columnCount()).isEqualTo(5);
	}

	@Test
	void isEqualAsLongAsNothingChanged() {
		Column wider = new Column("id", "varchar(20)", Kind.TEXT, null, false, ',', false, false);
		assertThat(Samples.table(Samples.text("id"))).isEqualTo(Samples.table(Samples.text("id")))
			.isNotEqualTo(Samples.table(Samples.withDefault("id")))
			.isNotEqualTo(Samples.table(wider));
	}

}

package io.kafkatojdbc.staging;

import io.kafkatojdbc.staging.StagingTable.Column;
import io.kafkatojdbc.staging.StagingTable.Format;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The COPY of a staging table, and how a change of it is noticed. */
class StagingTableTests {

	@Test
	void copiesIntoASlot() {
		StagingTable table = Samples.table(Samples.text("id"), Samples.text("a \"name\""));
		assertThat(table.copyInto(1)).isEqualTo("COPY public.films_staging_1 (batch, kafka_partition, kafka_offset,"
				+ " kafka_timestamp, \"id\", \"a \"\"name\"\"\") FROM STDIN WITH"
				+ " (FORMAT text, DEFAULT E'\\\\D', ENCODING 'UTF8')");
		assertThat(table.copyInto(0)).startsWith("COPY public.films_staging_0 (");
	}

	@Test
	void isEqualAsLongAsNothingChanged() {
		Column wider = new Column("id", "varchar(20)", Format.TEXT, null, false, ',', false, false);
		assertThat(Samples.table(Samples.text("id"))).isEqualTo(Samples.table(Samples.text("id")))
			.isNotEqualTo(Samples.table(Samples.withDefault("id")))
			.isNotEqualTo(Samples.table(wider));
	}

}

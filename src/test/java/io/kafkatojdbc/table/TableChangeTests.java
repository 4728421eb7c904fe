package io.kafkatojdbc.table;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.kafkatojdbc.record.Column;
import io.kafkatojdbc.record.Column.Kind;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** What is said about the change of a staging table. */
class TableChangeTests {

	@Test
	void columnsThatCameAndWentAndChangedAreNamed() {
		assertThat(change(table("id text", "length integer", "title text"), table("id text", "length bigint")))
			.isEqualTo("column length is bigint instead of integer; "
					+ "column title text was dropped, and fields called title are ignored");
		assertThat(change(table("id text"), table("id text", "rating integer", "name text")))
			.isEqualTo("column rating integer was added; column name text was added");
	}

	@Test
	void aColumnInTheSamePlaceWithTheSameTypeWasRenamed() {
		assertThat(change(table("id text", "title text", "length integer"),
				table("id text", "name text", "length integer")))
			.isEqualTo("column title is called name now, and fields called title are ignored");
	}

	@Test
	void aColumnThatReplacesAnotherOfAnotherTypeIsNew() {
		assertThat(change(table("id text", "title text", "length integer"),
				table("id text", "length integer", "rating integer")))
			.isEqualTo("column title text was dropped, and fields called title are ignored; "
					+ "column rating integer was added");
	}

	@Test
	void aChangeOfSomethingElseIsSaid() {
		StagingTable table = table("id text");
		assertThat(change(table, new StagingTable(table.name(), Set.of(StagingTable.TOMBSTONE), table.columns(),
				table.slots(), table.setAside(), table.layouts())))
			.isEqualTo("column kafka_tombstone was added");
		assertThat(change(table, new StagingTable(table.name(), Set.of(StagingTable.ORDER), table.columns(),
				table.slots(), table.setAside(), table.layouts())))
			.isEqualTo("column kafka_order was added");
		assertThat(change(table, new StagingTable(table.name(), Set.of(), table.columns(), table.slots(),
				table.setAside(), List.of(1L, 2L))))
			.contains("no column has changed");
	}

	private static String change(StagingTable before, StagingTable after) {
		return TableChange.between(before, after);
	}

	private static StagingTable table(String... columns) {
		return new StagingTable("films_staging", Set.of(),
				Stream.of(columns).map((column) -> column.split(" ")).map(TableChangeTests::column).toList(),
				List.of("films_staging_0", "films_staging_1"), "films_staging_set_aside", List.of(0L, 0L));
	}

	private static Column column(String[] nameAndType) {
		return new Column(nameAndType[0], nameAndType[1], Kind.TEXT, null, false, ',', false, false);
	}

}

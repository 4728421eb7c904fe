package io.kafkatojdbc.staging;

import java.util.List;
import java.util.stream.IntStream;

import org.assertj.core.data.Index;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** How rows are kept, stamped and found again. */
class CopyRowsTests {

	private final CopyRows rows = Samples.rows();

	@Test
	void stampsEachRowWithTheBatchAsOftenAsNeeded() throws Exception {
		addRows(3);
		this.rows.stampBatch(Long.MAX_VALUE);
		this.rows.stampBatch(17);
		assertThat(CopiedText.of(this.rows).lines()).hasSize(3)
			.allMatch((line) -> line.startsWith("0000000000000000017\t"));
		this.rows.stampBatch(Long.MAX_VALUE);
		assertThat(CopiedText.of(this.rows).lines()).allMatch((line) -> line.startsWith("9223372036854775807\t"));
	}

	@Test
	void growsAndKeepsRowsInOrder() throws Exception {
		addRows(20_000);
		List<String> offsets = IntStream.range(0, 20_000).mapToObj(String::valueOf).toList();
		assertThat(CopiedText.of(this.rows).lines()).extracting((line) -> line.split("\t", -1)[2]).isEqualTo(offsets);
		assertThat(this.rows.record(1)).isEqualTo(10);
		assertThat(this.rows.record(19_999)).isEqualTo(199_990);
	}

	@Test
	void leavesOutRows() throws Exception {
		addRows(6);
		List.of(0, 2, 3, 5).forEach(this.rows::leaveOut);
		assertThat(CopiedText.of(this.rows).lines()).extracting((line) -> line.split("\t", -1)[2])
			.containsExactly("1", "4");
		assertThat(this.rows.rows()).isEqualTo(6);
		assertThat(this.rows.rowsNotLeftOut()).isEqualTo(2);
	}

	@Test
	void writesNothingOnceAllRowsAreLeftOut() throws Exception {
		addRows(2);
		this.rows.leaveOut(0);
		this.rows.leaveOut(1);
		assertThat(CopiedText.of(this.rows).lines()).isEmpty();
	}

	@Test
	void findsTheRowAndRecordOfALine() {
		addRows(6);
		assertThat(this.rows.rowOfLine(1)).isZero();
		assertThat(this.rows.rowOfLine(6)).isEqualTo(5);
		List.of(0, 2, 3).forEach(this.rows::leaveOut);
		assertThat(this.rows.rowOfLine(1)).isEqualTo(1);
		assertThat(this.rows.rowOfLine(2)).isEqualTo(4);
		assertThat(this.rows.record(this.rows.rowOfLine(3))).isEqualTo(50);
		assertThatExceptionOfType(IndexOutOfBoundsException.class).isThrownBy(() -> this.rows.rowOfLine(4));
	}

	@Test
	void forgetsTheRowsOfARecordThatWasNotEnded() throws Exception {
		addRows(1);
		this.rows.beginRecord(99, Samples.record(9, 99, "{}"), 99);
		this.rows.begin();
		this.rows.end();
		this.rows.begin().add('?');
		addRows(1);
		assertThat(this.rows.rows()).isEqualTo(2);
		assertThat(CopiedText.of(this.rows).lines()).hasSize(2).noneMatch((line) -> line.contains("?"));
	}

	@Test
	void leavesOutAllRowsOfARecord() throws Exception {
		addRecord(0, 1);
		addRecord(1, 3);
		addRecord(2, 0);
		addRecord(3, 2);
		assertThat(this.rows.rows()).isEqualTo(6);
		assertThat(this.rows.countByRecord(31)).contains(1, Index.atIndex(0))
			.contains(3, Index.atIndex(10))
			.contains(0, Index.atIndex(20))
			.contains(2, Index.atIndex(30));
		assertThat(this.rows.firstOfRecord(3)).isEqualTo(1);
		assertThat(IntStream.range(0, 6).mapToObj(this.rows::hasOthers)).containsExactly(false, true, true, true, true,
				true);
		this.rows.leaveOut(2);
		assertThat(IntStream.range(0, 6).mapToObj(this.rows::isLeftOut)).containsExactly(false, true, true, true, false,
				false);
		assertThat(CopiedText.of(this.rows).lines()).extracting((line) -> line.split("\t", -1)[2])
			.containsExactly("0", "3", "3");
		assertThat(this.rows.countByRecord(31)[10]).isZero();
		assertThat(this.rows.rowOfLine(2)).isEqualTo(4);
	}

	private void addRecord(int number, int count) {
		this.rows.beginRecord(10 * number, Samples.record(1, number, "{}"), -1);
		for (int i = 0; i < count; i++) {
			this.rows.begin();
			this.rows.end();
		}
		this.rows.endRecord(2);
	}

	private void addRows(int count) {
		for (int i = 0; i < count; i++) {
			addRecord(i, 1);
		}
	}

}

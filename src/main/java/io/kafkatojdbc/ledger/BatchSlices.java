package io.kafkatojdbc.ledger;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What the ledger knows of the slices of a batch. */
@Component
class BatchSlices {

	private static final String MERGED = """
			SELECT slice, slices FROM ingest.batch_slice
			WHERE pipeline = ? AND batch = ? AND merged_at IS NOT NULL
			""";

	private static final String FORGET = """
			DELETE FROM ingest.batch_slice WHERE pipeline = ? AND batch = ? AND merged_at IS NULL
			""";

	private static final String PARTITIONS = """
			SELECT kafka_partition FROM ingest.batch_part WHERE pipeline = :pipeline AND batch = :batch AND staged > 0
			UNION
			SELECT kafka_partition FROM ingest.rejected_record WHERE pipeline = :pipeline AND retried_in = :batch
			""";

	private static final String ADD = """
			INSERT INTO ingest.batch_slice (pipeline, batch, slice, slices)
			SELECT :pipeline, :batch, slice, :slices FROM generate_series(0, :slices - 1) AS slice
			""";

	private final JdbcClient jdbc;

	private final String pipeline;

	BatchSlices(@Control JdbcClient jdbc, PipelineProperties pipeline) {
		this.jdbc = jdbc;
		this.pipeline = pipeline.pipeline();
	}

	/**
	 * Tells which slices of a batch are in the target table; none if it has no slices.
	 */
	SliceSelection merged(long batch) {
		List<Slice> merged = this.jdbc.sql(MERGED).params(this.pipeline, batch).query(Slice.class).list();
		return new SliceSelection(merged.isEmpty() ? 1 : merged.get(0).slices(),
				merged.stream().map(Slice::slice).toList());
	}

	/** Tells which are not; all if it has no slices. */
	SliceSelection unmerged(long batch) {
		return others(merged(batch));
	}

	static SliceSelection others(SliceSelection merged) {
		return new SliceSelection(merged.slices(),
				IntStream.range(0, merged.slices())
					.boxed()
					.filter((slice) -> !merged.selected().contains(slice))
					.toList());
	}

	/** Forgets the slices of a batch that is, or whose rest is, merged as a whole. */
	void forgetUnmerged(long batch) {
		this.jdbc.sql(FORGET).params(this.pipeline, batch).update();
	}

	/**
	 * Divides a batch anew, of which nothing is merged.
	 * @param batch the batch's number
	 * @param atMost how many slices it may have
	 * @return the slices, or all of the batch if its partitions make no more than one
	 */
	SliceSelection divide(long batch, int atMost) {
		forgetUnmerged(batch);
		Set<Integer> partitions = new TreeSet<>(this.jdbc.sql(PARTITIONS)
			.param("pipeline", this.pipeline)
			.param("batch", batch)
			.query(Integer.class)
			.list());
		int slices = Math.min(atMost, partitions.size());
		if (slices < 2 || partitions.stream().map((partition) -> partition % slices).distinct().count() < 2) {
			return SliceSelection.ALL;
		}
		this.jdbc.sql(ADD).param("pipeline", this.pipeline).param("batch", batch).param("slices", slices).update();
		return new SliceSelection(slices, IntStream.range(0, slices).boxed().toList());
	}

	private record Slice(int slice, int slices) {
	}

}

package io.kafkatojdbc.merge;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

import io.kafkatojdbc.database.Control;
import io.kafkatojdbc.pipeline.Pipeline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Divides batches into slices, by the partitions of their rows. */
@Component
class SliceDivision {

	private static final Logger log = LoggerFactory.getLogger(SliceDivision.class);

	private static final String PARTITIONS = """
			SELECT kafka_partition FROM ingest.batch_part WHERE pipeline = :pipeline AND batch = :batch AND staged > 0
			UNION
			SELECT kafka_partition FROM ingest.rejected_record WHERE pipeline = :pipeline AND retried_in = :batch
			""";

	private static final String ADD = """
			INSERT INTO ingest.batch_slice (pipeline, batch, slice, slices)
			SELECT :pipeline, :batch, slice, :slices FROM generate_series(0, :slices - 1) AS slice
			""";

	/**
	 * Keys may have moved to other partitions when the topic grew. A batch may have old
	 * and new versions of these keys in different slices, until the older partitions are
	 * merged.
	 */
	private static final String HAS_MOVED_KEYS = """
			SELECT EXISTS (SELECT FROM ingest.partition_growth WHERE pipeline = ? AND seen_in_batch <= ?
				AND (released_in_batch IS NULL OR released_in_batch >= ?))
			""";

	private final JdbcClient jdbc;

	private final BatchSlices slices;

	private final Recount recount;

	private final Reconciliation reconciliation;

	private final int parallelism;

	private final String pipeline;

	SliceDivision(@Control JdbcClient jdbc, BatchSlices slices, Recount recount, Reconciliation reconciliation,
			Pipeline pipeline) {
		this.jdbc = jdbc;
		this.slices = slices;
		this.recount = recount;
		this.reconciliation = reconciliation;
		this.parallelism = pipeline.merge().parallelism();
		this.pipeline = pipeline.name();
	}

	/**
	 * Divides a batch into slices, or finds its slices that are not merged yet, and
	 * counts their rows again.
	 * @param number the batch's number
	 * @param slot the slot of the batch
	 * @return the slices to merge, or the whole batch if its partitions fill only one
	 * slice
	 * @throws DifferencesException if the slices have differences
	 */
	SliceSelection divide(long number, int slot) {
		SliceSelection rest = this.slices.unmerged(number);
		SliceSelection divided = rest.isWhole() ? divide(number) : rest;
		if (!divided.isWhole()) {
			// The rows of all slices are counted at once, because a count for one slice
			// would have to read the whole slot.
			this.reconciliation.settle(number, this.recount.partsInSlot(number, slot, divided));
		}
		return divided;
	}

	private SliceSelection divide(long batch) {
		this.slices.forgetUnmerged(batch);
		Set<Integer> partitions = partitions(batch);
		int slices = Math.min(this.parallelism, partitions.size());
		if (slices < 2 || partitions.stream().map((partition) -> partition % slices).distinct().count() < 2) {
			return SliceSelection.ALL;
		}
		if (this.jdbc.sql(HAS_MOVED_KEYS).params(this.pipeline, batch, batch).query(Boolean.class).single()) {
			log.info("Batch {} is merged as a whole, and not in {} slices, because partitions were added to the topic",
					batch, slices);
			return SliceSelection.ALL;
		}
		this.jdbc.sql(ADD).param("pipeline", this.pipeline).param("batch", batch).param("slices", slices).update();
		return new SliceSelection(slices, IntStream.range(0, slices).boxed().toList());
	}

	private Set<Integer> partitions(long batch) {
		return new TreeSet<>(this.jdbc.sql(PARTITIONS)
			.param("pipeline", this.pipeline)
			.param("batch", batch)
			.query(Integer.class)
			.list());
	}

}

package io.kafkatojdbc.topic;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import io.kafkatojdbc.database.Control;
import io.kafkatojdbc.ledger.OffsetLedger;
import io.kafkatojdbc.ledger.OpenBatches;
import io.kafkatojdbc.pipeline.Pipeline;
import io.kafkatojdbc.start.StartException;
import io.kafkatojdbc.table.Slots;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps the list of pipelines in the ledger. It refuses a pipeline that reads or writes
 * something other than before.
 */
@Component
class PipelineLedger {

	private static final String FIND = """
			SELECT topic, topic_id, cluster_id, consumer_group, staging_table, merge_procedure
			FROM ingest.pipeline WHERE name = ?
			""";

	private static final String FIND_OWNER = "SELECT name FROM ingest.pipeline WHERE staging_table = ?";

	private static final String CREATE = """
			INSERT INTO ingest.pipeline
				(name, topic, topic_id, cluster_id, consumer_group, staging_table, merge_procedure)
			VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO NOTHING
			""";

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	private final OffsetLedger offsets;

	private final OpenBatches batches;

	private final Slots slots;

	private final Pipeline pipeline;

	PipelineLedger(@Control JdbcClient jdbc, @Control TransactionTemplate transaction, OffsetLedger offsets,
			OpenBatches batches, Slots slots, Pipeline pipeline) {
		this.jdbc = jdbc;
		this.transaction = transaction;
		this.offsets = offsets;
		this.batches = batches;
		this.slots = slots;
		this.pipeline = pipeline;
	}

	/**
	 * Enters this service's pipeline, or checks that it equals the pipeline that was
	 * entered before.
	 * @param source what the pipeline reads
	 * @param startOffsets where a new pipeline starts, by partition
	 * @return whether the pipeline is new
	 * @throws StartException if the ledger has a pipeline of the same name with another
	 * setup
	 */
	boolean enter(PipelineSource source, Supplier<Map<Integer, Long>> startOffsets) {
		PipelineSetup setup = new PipelineSetup(this.pipeline.topic(), source.topicId(), source.clusterId(),
				source.consumerGroup(), this.slots.tableName(), this.pipeline.mergeProcedure());
		if (find().isEmpty()) {
			requireFree(setup.stagingTable());
			if (create(setup, startOffsets.get())) {
				return true;
			}
		}
		find().ifPresent((known) -> setup.requireEqual(this.pipeline.name(), known));
		return false;
	}

	/**
	 * Returns whether the ledger already has this service's pipeline.
	 * @return whether the pipeline was entered before
	 */
	boolean isKnown() {
		return find().isPresent();
	}

	private Optional<PipelineSetup> find() {
		return this.jdbc.sql(FIND).param(this.pipeline.name()).query(PipelineSetup.class).optional();
	}

	private void requireFree(String stagingTable) {
		this.jdbc.sql(FIND_OWNER).param(stagingTable).query(String.class).optional().ifPresent((owner) -> {
			throw new StartException(
					"The staging table %s belongs to the pipeline '%s' already.".formatted(stagingTable, owner),
					"Create a table of its own for the pipeline '%s', and name it in 'ingest.staging-table'; or, if '%s' is to end, delete it from ingest.pipeline and what refers to it, and TRUNCATE the table."
						.formatted(this.pipeline.name(), owner));
		});
	}

	private boolean create(PipelineSetup setup, Map<Integer, Long> startOffsets) {
		return Boolean.TRUE.equals(this.transaction.execute((status) -> {
			// The role may have another default. Staged rows that are lost in a crash are
			// read again, but the start of a new pipeline is not decided again.
			this.jdbc.sql("SET LOCAL synchronous_commit = on").update();
			String name = this.pipeline.name();
			boolean created = this.jdbc.sql(CREATE)
				.params(name, setup.topic(), setup.topicId(), setup.clusterId(), setup.consumerGroup(),
						setup.stagingTable(), setup.mergeProcedure())
				.update() == 1;
			if (created) {
				this.batches.openFirst();
				this.offsets.replaceAll(startOffsets);
			}
			return created;
		}));
	}

}

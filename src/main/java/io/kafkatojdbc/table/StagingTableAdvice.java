package io.kafkatojdbc.table;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Warns of what a staging table should have besides, with the statement that adds it. The
 * service works without it.
 */
final class StagingTableAdvice {

	private static final Logger log = LoggerFactory.getLogger(StagingTableAdvice.class);

	private static final String HAS_BATCH_INDEX = """
			SELECT EXISTS (SELECT FROM pg_index i
				JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
				WHERE i.indrelid = ?::regclass AND a.attname = 'batch' AND i.indpred IS NULL AND i.indisvalid)
			""";

	private static final String SLOTS_WITHOUT_DELETE = """
			SELECT name FROM unnest(?::text[]) name WHERE NOT has_table_privilege(name, 'DELETE')
			""";

	private final JdbcClient jdbc;

	StagingTableAdvice(JdbcClient jdbc) {
		this.jdbc = jdbc;
	}

	/** Logs each piece of advice as a warning. */
	void log(StagingTable table) {
		of(table).forEach(log::warn);
	}

	/** Returns the advice for a table; empty if the table has everything. */
	List<String> of(StagingTable table) {
		return Stream.of(order(table), batchIndex(table), deletion(table)).flatMap(Function.identity()).toList();
	}

	private static Stream<String> order(StagingTable table) {
		return table.ordered() ? Stream.empty() : Stream
			.of(("The merge procedure can't tell which version of a key is newer once partitions were added to the "
					+ "topic, because %s has no column %s; once no instance of an older version runs, add it, and have the "
					+ "procedure sort by it: %s")
				.formatted(table.name(), StagingTable.ORDER, StagingTableDdl.addOrder(table.name())));
	}

	private Stream<String> batchIndex(StagingTable table) {
		boolean present = this.jdbc.sql(HAS_BATCH_INDEX).param(table.setAside()).query(Boolean.class).single();
		return present ? Stream.empty()
				: Stream
					.of("Merges will read all rows of batches that are set aside, because %s has no index on batch: %s"
						.formatted(table.setAside(), StagingTableDdl.createBatchIndex(table.setAside())));
	}

	private Stream<String> deletion(StagingTable table) {
		List<String> slots = this.jdbc.sql(SLOTS_WITHOUT_DELETE)
			.param(table.slots().toArray(String[]::new))
			.query(String.class)
			.list();
		return slots.isEmpty() ? Stream.empty()
				: Stream.of(("Batches will wait for every session that reads the staging table for long, because the "
						+ "service may not delete rows of the slots: GRANT DELETE ON %s TO %s;")
					.formatted(String.join(", ", slots),
							this.jdbc.sql("SELECT quote_ident(current_user)").query(String.class).single()));
	}

}

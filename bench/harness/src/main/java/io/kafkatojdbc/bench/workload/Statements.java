package io.kafkatojdbc.bench.workload;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The tables and statements of a workload, built from its columns. */
public final class Statements {

	private final String table;

	private final List<Column> columns;

	private final String names;

	private final String key;

	Statements(String table, List<Column> columns) {
		this.table = table;
		this.columns = columns;
		this.names = join(Column::name);
		this.key = columns.get(0).name();
	}

	private String join(Function<Column, String> part) {
		return this.columns.stream().map(part).collect(Collectors.joining(", "));
	}

	/**
	 * Returns the target table, which is the same for all systems.
	 * @return the DDL
	 */
	public String target() {
		return "CREATE TABLE %s (%s, PRIMARY KEY (%s))".formatted(this.table, definitions(), this.key);
	}

	/** Returns a query for rows of films. */
	String initialRows(int count) {
		return "SELECT i::text AS id, 'An Old Film' AS name FROM generate_series(0, %d) i".formatted(count - 1);
	}

	String definitions() {
		return join((column) -> column.name() + " " + column.type());
	}

	/**
	 * Returns the service's staging table.
	 * @return the DDL
	 */
	public String serviceStaging() {
		return """
				CREATE TABLE %1$s_staging (batch bigint NOT NULL, kafka_offset bigint NOT NULL,
					kafka_order timestamptz NOT NULL, kafka_partition integer NOT NULL, slot smallint NOT NULL, %2$s) PARTITION BY LIST (slot);
				CREATE TABLE %1$s_staging_0 PARTITION OF %1$s_staging (slot DEFAULT 0) FOR VALUES IN (0);
				CREATE TABLE %1$s_staging_1 PARTITION OF %1$s_staging (slot DEFAULT 1) FOR VALUES IN (1);
				CREATE TABLE %1$s_staging_set_aside PARTITION OF %1$s_staging DEFAULT
				"""
			.formatted(this.table, definitions());
	}

	/**
	 * Returns the merge procedure for the service. The SET clauses are needed for two
	 * cases. A planner that knows the staging table well prefers to read all of a large
	 * target. A planner whose statistics say that the target is empty reads all of the
	 * target for each key.
	 * @return the DDL
	 */
	public String serviceProcedure() {
		return """
				CREATE PROCEDURE merge_%1$s(p_batch bigint, INOUT p_merged bigint, p_slice integer DEFAULT 0,
					p_slices integer DEFAULT 1) LANGUAGE plpgsql SET enable_hashjoin = off SET enable_mergejoin = off SET enable_seqscan = off AS $$
				BEGIN
					%2$s;
					GET DIAGNOSTICS p_merged = ROW_COUNT;
				END $$
				"""
			.formatted(this.table,
					merge(lastVersions(this.table + "_staging",
							"WHERE s.batch = p_batch AND s.kafka_partition % p_slices = p_slice",
							"s.kafka_order DESC, s.kafka_partition DESC, s.kafka_offset DESC")));
	}

	/**
	 * Returns a statement that merges the last version of each staged key.
	 * @param staging the staging table
	 * @param where a WHERE clause on {@code s} that selects rows of the staging table, or
	 * empty
	 * @return the statement
	 */
	public String merge(String staging, String where) {
		return merge(lastVersions(staging, where));
	}

	private String merge(String lastVersions) {
		return """
				MERGE INTO %1$s t USING (%2$s) s ON t.%3$s = s.%3$s
				WHEN MATCHED THEN UPDATE SET %4$s
				WHEN NOT MATCHED THEN INSERT (%5$s) VALUES (%6$s)""".formatted(this.table, lastVersions, this.key,
				assignments("s"), this.names, join((column) -> "s." + column.name()));
	}

	String lastVersions(String staging, String where) {
		return lastVersions(staging, where, "s.kafka_offset DESC");
	}

	private String lastVersions(String staging, String where, String newestFirst) {
		String sorted = this.columns.get(0).sortable("s");
		return "SELECT DISTINCT ON (%1$s) %2$s FROM %3$s s %4$s ORDER BY %1$s, %5$s".formatted(sorted,
				join((column) -> "s." + column.name()), staging, where, newestFirst);
	}

	private String assignments(String alias) {
		return this.columns.stream()
			.skip(1)
			.map((column) -> column.name() + " = " + alias + "." + column.name())
			.collect(Collectors.joining(", "));
	}

	/**
	 * Returns the INSERT of a listener that writes directly into the target table.
	 * @return the statement, with a parameter for each column
	 */
	public String upsert() {
		return "INSERT INTO %s (%s) VALUES (%s) ON CONFLICT (%s) DO UPDATE SET %s".formatted(this.table, this.names,
				parameters(), this.key, assignments("excluded"));
	}

	private String parameters() {
		return join((column) -> "jsonb".equals(column.type()) ? "?::jsonb" : "?");
	}

	/**
	 * Returns the staging table of a hand-written listener.
	 * @return the DDL
	 */
	public String listenerStaging() {
		return "CREATE TABLE listener_staging (%s, kafka_partition integer NOT NULL, kafka_offset bigint NOT NULL)"
			.formatted(definitions());
	}

	/**
	 * Returns the INSERT of a listener that writes into its staging table.
	 * @return the statement, with a parameter for each column, partition and offset
	 */
	public String listenerInsert() {
		return "INSERT INTO listener_staging (%s, kafka_partition, kafka_offset) VALUES (%s, ?, ?)"
			.formatted(this.names, parameters());
	}

	/**
	 * Returns the merge procedure of a hand-written listener. It is called only while no
	 * other transaction writes into the staging table.
	 * @return the DDL
	 */
	public String listenerProcedure() {
		return """
				CREATE PROCEDURE merge_listener_staging() LANGUAGE plpgsql AS $$
				BEGIN
					INSERT INTO %s (%s) %s ON CONFLICT (%s) DO UPDATE SET %s;
					TRUNCATE listener_staging;
				END $$
				""".formatted(this.table, this.names, lastVersions("listener_staging", ""), this.key,
				assignments("excluded"));
	}

}
